import { byBibleName, normalName } from '@trashfire/shared/document/bible-names';
import type { Character } from '@trashfire/shared/document/schema';
import type { Script } from '@trashfire/shared/fountain/script';
import { derivedId } from '@trashfire/shared/ids';
import { dnaFor, voiceFor } from './looks.ts';

/** Somebody the script shows, before they have a record. */
export interface Found {
  name: string;
  lines: number;
  /** Sentences that introduce or describe them. */
  description: string;
}

/** `NAME (16)`, `NAME (late 40s)`: how screenplays introduce people, who may never speak. */
const INTRODUCTION = /(?<![\p{L}])(\p{Lu}[\p{Lu}'’.-]+(?: \p{Lu}[\p{Lu}'’.-]+){0,2})\s*\(([^()]{1,40})\)/gu;
const AGE = /\d|teen|child|kid|young|old|elder|forties|fifties|sixties|seventies|twenties|thirties/i;
/** Cues that name a device or a crowd rather than a person still speak, so they are cast; these never are. */
const NOT_A_NAME = /^(?:CUT TO|FADE|SMASH CUT|TITLE|SUPER|THE END|MONTAGE|INTERCUT|BACK TO|CONTINUED|LATER)\b/;
const MOST_CAST = 200;

/** @returns everybody who speaks or is introduced by name and age, most lines first. */
export function findCast(script: Script): Found[] {
  const found = new Map<string, Found>();
  const meet = (name: string): Found | null => {
    const key = normalName(name);
    if (key === '' || NOT_A_NAME.test(name)) return null;
    let person = found.get(key);
    if (!person && found.size < MOST_CAST) {
      person = { name: name.toUpperCase(), lines: 0, description: '' };
      found.set(key, person);
    }
    return person ?? null;
  };
  for (const scene of script.scenes) {
    for (const block of scene.blocks) {
      if (block.type === 'character' && block.speaker) meet(block.speaker.name);
      else if ((block.type === 'dialogue' || block.type === 'lyrics') && block.speaker) {
        const person = meet(block.speaker.name);
        if (person) person.lines += 1;
      } else if (block.type === 'action') introduce(block.text, meet);
    }
  }
  describe(script, found);
  return [...found.values()].sort((a, b) => b.lines - a.lines || a.name.localeCompare(b.name));
}

function introduce(text: string, meet: (name: string) => Found | null): void {
  for (const [, name = '', detail = ''] of text.matchAll(INTRODUCTION)) if (AGE.test(detail)) meet(name);
}

/** Gives each person the sentences of action that introduce them in capitals; the looks are read out of these. */
function describe(script: Script, found: ReadonlyMap<string, Found>): void {
  const people = [...found.values()];
  for (const scene of script.scenes) {
    for (const block of scene.blocks) {
      if (block.type !== 'action') continue;
      for (const person of people) {
        if (person.description === '' && block.text.includes(person.name))
          person.description = block.text.replace(/\s+/g, ' ').slice(0, 600);
      }
    }
  }
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
  const known = byBibleName(bible);
  const byCue = new Map<string, Character>(known);
  const created: Character[] = [];
  for (const { name, description } of findCast(script)) {
    const key = normalName(name);
    if (byCue.has(key)) continue;
    const cast = [...bible, ...created];
    const dna = dnaFor(
      name,
      description,
      cast.map((other) => other.dna),
    );
    const voice = voiceFor(
      name,
      dna,
      cast.map((other) => other.voice),
    );
    const character: Character = {
      id: derivedId('character', seriesId, key),
      v: 1,
      name: name.slice(0, 200),
      aliases: [],
      description,
      dna,
      voice,
    };
    created.push(character);
    byCue.set(key, character);
  }
  return { created, byCue };
}
