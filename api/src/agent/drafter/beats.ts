import { normalName } from '@trashfire/shared/document/bible-names';
import type { Character, Location } from '@trashfire/shared/document/schema';
import type { ScriptScene } from '@trashfire/shared/fountain/script';
import { namesInCue } from './names.ts';

export interface Action {
  kind: 'action';
  text: string;
  people: readonly Character[];
}

export interface Speech {
  kind: 'speech';
  speaker: Character | null;
  offScreen: boolean;
  manner: string;
  lines: readonly { id: string; text: string }[];
}

/** A stretch of a scene that wants a picture of its own. */
export type Beat = Action | Speech;

export interface SceneBeats {
  scene: ScriptScene;
  location: Location | null;
  beats: readonly Beat[];
  /** Everybody who speaks in the scene, in order of their first line. */
  speakers: readonly Character[];
}

/** Not in the picture while speaking. */
const OFF_SCREEN = /^(?:V\.?\s?O|O\.?\s?S|O\.?\s?C|OFF|VOICE|FILTERED|ON PHONE|RADIO)/i;

/** Reads a scene as beats: each paragraph of action is one, each uninterrupted speech is one. */
export function beatsOf(scene: ScriptScene, byCue: ReadonlyMap<string, Character>, location: Location | null): SceneBeats {
  const beats: Beat[] = [];
  const speakers = new Map<string, Character>();
  const people = [...new Map([...byCue.values()].map((character) => [character.id, character])).values()];
  let manner = '';
  /** Who the action was last about, for "She lets go". */
  let about: readonly Character[] = [];
  for (const block of scene.blocks) {
    if (block.type === 'character') manner = '';
    else if (block.type === 'parenthetical') manner = block.text;
    else if (block.type === 'action' || block.type === 'centered') {
      if (block.text === '' || isPageMark(block.text)) continue;
      const named = namedIn(block.text, people);
      const shown = named.length === 0 ? meant(block.text, about) : named;
      if (shown.length > 0) about = shown;
      beats.push({ kind: 'action', text: block.text, people: shown });
    } else if (block.type === 'dialogue' || block.type === 'lyrics') {
      if (block.text === '' || block.id === '') continue;
      const speaker = speakerOf(block.speaker?.name ?? '', byCue);
      if (speaker) {
        speakers.set(speaker.id, speaker);
        about = [speaker, ...about.filter((other) => other.id !== speaker.id)].slice(0, 2);
      }
      const offScreen = block.speaker?.extensions.some((extension) => OFF_SCREEN.test(extension)) ?? false;
      const line = { id: block.id, text: block.text.replace(/\s+/g, ' ').trim() };
      const last = beats.at(-1);
      if (last?.kind === 'speech' && last.speaker?.id === speaker?.id && last.offScreen === offScreen && last.lines.length < 4) {
        beats[beats.length - 1] = { ...last, lines: [...last.lines, line] };
      } else beats.push({ kind: 'speech', speaker, offScreen, manner, lines: [line] });
    }
  }
  return { scene, location, beats, speakers: [...speakers.values()] };
}

/** What the page says about itself: nobody films ACT ONE or END MONTAGE. */
function isPageMark(text: string): boolean {
  return (
    text === text.toUpperCase() &&
    /^(?:COLD OPEN|TEASER|TAG|(?:END (?:OF )?)?(?:ACT\b.*|MONTAGE|INTERCUT|FLASHBACK)|MAIN TITLES?|BACK TO SCENE|INTERCUT\b.*|MONTAGE|(?:FADE|CUT) (?:IN|OUT|TO)\b.*|BLACKOUT|(?:THE )?END)[.:]?$/.test(
      text,
    )
  );
}

/** Whom an action means that begins with a pronoun; nobody when it names none. */
function meant(text: string, about: readonly Character[]): readonly Character[] {
  if (/^(?:they|both)\b/i.test(text)) return about.slice(0, 2);
  const [, pronoun] = /^(he|his|she|her)\b/i.exec(text) ?? [];
  if (pronoun === undefined) return [];
  const frame = /^h(?:e|is)$/i.test(pronoun) ? 'masculine' : 'feminine';
  const fits = about.find((person) => person.dna.frame === frame) ?? about[0];
  return fits === undefined ? [] : [fits];
}

/** Who speaks under a cue; of several the first, null for everybody at once. */
function speakerOf(cue: string, byCue: ReadonlyMap<string, Character>): Character | null {
  const [first = ''] = namesInCue(cue);
  return byCue.get(normalName(cue)) ?? byCue.get(normalName(first)) ?? null;
}

/**
 * People an action names, as `NAO` or `Nao`, in the order of the text: who is named first is placed first, whatever order the
 * bible has. Lower-case words are words.
 */
export function namedIn(text: string, people: readonly Character[]): Character[] {
  return people
    .map((person) => ({ person, at: firstMention(text, [person.name, ...person.aliases]) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || (a.person.id < b.person.id ? -1 : 1))
    .map(({ person }) => person);
}

/** @returns where the first of the names stands in the text, or -1. */
function firstMention(text: string, names: readonly string[]): number {
  const places = names.flatMap((name) => {
    const capitals = name.toUpperCase();
    const title = capitals.toLowerCase().replace(/(^|[\s'’.-])\p{L}/gu, (initial) => initial.toUpperCase());
    const forms = [capitals, title, ...(name.includes(' ') ? [] : [`the ${name.toLowerCase()}`, `The ${name.toLowerCase()}`])];
    return forms.map((form) => standsAlone(text, form)).filter((at) => at >= 0);
  });
  return places.length === 0 ? -1 : Math.min(...places);
}

/** @returns where the name stands as a word of its own, or -1. */
function standsAlone(text: string, name: string): number {
  if (name === '') return -1;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + name.length] ?? ' ';
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return at;
  }
  return -1;
}
