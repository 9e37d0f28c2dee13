import { byBibleName, normalName } from '@trashfire/shared/document/bible-names';
import type { Character } from '@trashfire/shared/document/schema';
import type { Script, ScriptScene } from '@trashfire/shared/fountain/script';
import { derivedId } from '@trashfire/shared/ids';
import { joinNamedTwice, namedTwice } from './appositions.ts';
import { introducedIn } from './introductions.ts';
import { dnaFor, voiceFor } from './looks.ts';
import { mergeNames, type NameSense } from './merge-names.ts';
import { isCollective, NOT_A_NAME, namesInCue, withoutTitles } from './names.ts';
import { frameByPronouns } from './pronouns.ts';

/** Somebody the script shows, before they have a record. */
export interface Found {
  name: string;
  /** Other names the script cues or introduces them by. */
  aliases: string[];
  lines: number;
  /** Sentences that introduce or describe them. */
  description: string;
}

const MOST_CAST = 200;

/** @returns everybody who speaks or is introduced, most lines first; one person under two names is one. */
export function findCast(script: Script): Found[] {
  const talkers = talkersIn(script);
  const found = new Map<string, Found>();
  const meet = (name: string): Found | null => {
    const key = normalName(name);
    if (key === '' || (NOT_A_NAME.test(key) && !talkers.has(key)) || isCollective(key)) return null;
    let person = found.get(key);
    if (!person && found.size < MOST_CAST) {
      person = { name: key, aliases: [], lines: 0, description: '' };
      found.set(key, person);
    }
    return person ?? null;
  };
  for (const scene of script.scenes) {
    for (const block of scene.blocks) {
      if (block.type === 'character' && block.speaker) for (const name of namesInCue(block.speaker.name)) meet(name);
      else if ((block.type === 'dialogue' || block.type === 'lyrics') && block.speaker) {
        for (const name of namesInCue(block.speaker.name)) {
          const person = meet(name);
          if (person) person.lines += 1;
        }
      }
    }
  }
  for (const name of introducedIn(script)) meet(name);
  const people = joinNamedTwice(mergeNames([...found.values()], senseOf(script)), namedTwice(script));
  addCueAliases(script, people);
  describe(script, people);
  return people.sort((a, b) => b.lines - a.lines || (a.name < b.name ? -1 : 1));
}

/** Cues that talk more than once, out of quotes: the SUPER of a house is somebody, the SUPER over a picture is lettering. */
function talkersIn(script: Script): ReadonlySet<string> {
  const said = new Map<string, number>();
  for (const { type, text, speaker } of script.scenes.flatMap(({ blocks }) => blocks)) {
    const cue = normalName(speaker?.name ?? '');
    if (type === 'dialogue' && !/^["“]/.test(text)) said.set(cue, (said.get(cue) ?? 0) + 1);
  }
  return new Set([...said].filter(([, times]) => times > 1).map(([cue]) => cue));
}

/** What the script itself says of names: which are plain words in it, and who is cued in which scenes. */
function senseOf(script: Script): NameSense {
  const actions = script.scenes.flatMap((scene) => scene.blocks.filter(({ type }) => type === 'action').map(({ text }) => text));
  const plain = new Set(actions.join(' ').match(/(?<![\p{L}])\p{Ll}[\p{Ll}'’-]*/gu) ?? []);
  const scenesOf = new Map<string, Set<ScriptScene>>();
  for (const scene of script.scenes) {
    for (const { speaker } of scene.blocks) {
      const cue = normalName(speaker?.name ?? '');
      scenesOf.set(cue, (scenesOf.get(cue) ?? new Set()).add(scene));
    }
  }
  return {
    isCommon: (word) => plain.has(word.toLowerCase()),
    shownWhere: (short, long) =>
      [...(scenesOf.get(short) ?? [])].some((scene) =>
        scene.blocks.some(({ type, text }) => type === 'action' && text.replace(/\s+/g, ' ').includes(long)),
      ),
    together: (short, long) => [...(scenesOf.get(short) ?? [])].every((scene) => scenesOf.get(long)?.has(scene) ?? false),
  };
}

/** A cue that is several people's ("AOI AND MIDORI") is spoken with the first one's voice, who therefore answers to it. */
function addCueAliases(script: Script, people: readonly Found[]): void {
  const byName = new Map(people.flatMap((person) => [person.name, ...person.aliases].map((name) => [name, person])));
  for (const scene of script.scenes) {
    for (const { speaker } of scene.blocks) {
      const cue = normalName(speaker?.name ?? '');
      const first = namesInCue(cue)[0];
      if (cue === '' || first === undefined || normalName(first) === cue) continue;
      const person = byName.get(normalName(first));
      if (person && !person.aliases.includes(cue) && person.aliases.length < 20) person.aliases.push(cue);
    }
  }
}

/** Gives each person the first paragraph of action that names them in capitals; the looks are read out of it. */
function describe(script: Script, people: readonly Found[]): void {
  for (const scene of script.scenes) {
    for (const block of scene.blocks) {
      if (block.type !== 'action') continue;
      for (const person of people) {
        if (person.description !== '') continue;
        const written = [person.name, ...person.aliases].find((name) => block.text.includes(name));
        if (written !== undefined) person.description = about(block.text.replace(/\s+/g, ' '), written).slice(0, 600);
      }
    }
  }
}

/** The sentence that names somebody and the one behind it: what follows is about others. */
function about(text: string, name: string): string {
  const sentences = text.split(/(?<=[.!?…])\s+(?=\p{Lu})/u);
  const at = sentences.findIndex((sentence) => sentence.includes(name));
  return sentences.slice(Math.max(0, at), at + 2).join(' ');
}

export interface Casting {
  /** New characters for the bible; those it has already are not among them. */
  created: Character[];
  /** Normalised cue -> character, old and new. */
  byCue: ReadonlyMap<string, Character>;
}

/**
 * Casts a script: who is in the bible stays themselves, the rest get looks and voices of their own.
 * Ids follow from series and name, so a breakdown that is run again, or by two people at once, makes nobody twice.
 */
export function castScript(script: Script, bible: readonly Character[], seriesId: string): Casting {
  const byCue = new Map<string, Character>(byBibleName(bible));
  const created: Character[] = [];
  const answersTo = (names: readonly string[], character: Character) => {
    for (const name of names) if (!byCue.has(normalName(name))) byCue.set(normalName(name), character);
  };
  const people = findCast(script);
  for (const person of people) {
    const { name, aliases, description } = person;
    const names = [name, ...aliases];
    // Whom the bible has under a plain name is nobody new under a title; but MR. PELL is not the MRS. PELL of the same script.
    const namesakes = people.filter((other) => withoutTitles(other.name) === withoutTitles(name));
    const ids = new Set(names.map((one) => derivedId('character', seriesId, normalName(one))));
    const known =
      names
        .map((one) => byCue.get(normalName(one)) ?? (namesakes.length > 1 ? undefined : byCue.get(withoutTitles(one))))
        .find(Boolean) ?? bible.find((character) => ids.has(character.id)); // renamed by somebody, yet the same
    if (known) {
      answersTo(names, known);
      continue;
    }
    const cast = [...bible, ...created];
    const looks = cast.map((other) => other.dna);
    const dna = dnaFor(name, description, looks, frameByPronouns(script, person, people));
    const voices = cast.map((other) => other.voice);
    const character: Character = {
      id: derivedId('character', seriesId, normalName(name)),
      v: 1,
      name: name.slice(0, 200),
      aliases: aliases.map((alias) => alias.slice(0, 200)),
      description,
      dna,
      voice: voiceFor(name, dna, voices),
    };
    created.push(character);
    answersTo(names, character);
  }
  return { created, byCue };
}
