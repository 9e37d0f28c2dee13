import type { Expression, Pose, PropKind } from '@trashfire/shared/document/vocabulary';
import { mentions } from './words.ts';

const FEELINGS: readonly (readonly [Expression, readonly string[]])[] = [
  ['angry', ['angry', 'angrily', 'furious', 'shouting', 'shouts', 'snaps', 'yelling', 'yells', 'glares', 'bitter']],
  ['sad', ['sad', 'sadly', 'crying', 'cries', 'tears', 'weeping', 'sobbing', 'broken', 'grief', 'mourning', 'small']],
  ['afraid', ['afraid', 'scared', 'terrified', 'trembling', 'nervous', 'panicked', 'panic', 'whispering', 'frightened']],
  ['happy', ['happy', 'laughing', 'laughs', 'grinning', 'grins', 'delighted', 'cheerful', 'beaming', 'excited']],
  ['smile', ['smiling', 'smiles', 'gently', 'softly', 'warmly', 'kindly', 'teasing', 'amused']],
  ['surprised', ['surprised', 'startled', 'shocked', 'stunned', 'gasps', 'gasping', 'blinking', 'out of breath']],
  ['shy', ['shy', 'shyly', 'embarrassed', 'blushing', 'flustered', 'mumbling', 'awkward']],
  ['determined', ['determined', 'firmly', 'resolute', 'steady', 'cold', 'coldly', 'serious']],
  ['tired', ['tired', 'exhausted', 'yawning', 'weary', 'sleepy', 'flat', 'deadpan']],
];

/** @returns how a line is said: by its parenthetical, then by its punctuation. */
export function feelingOf(manner: string, text: string): Expression {
  const told = FEELINGS.find(([, words]) => mentions(manner, words))?.[0];
  if (told) return told;
  if (/!\s*$/.test(text)) return mentions(text, ['yes', 'great', 'wow', 'finally', 'thanks', 'thank']) ? 'happy' : 'surprised';
  // "Miss Sorrel" is nobody's sorrow.
  const plain = text.replace(/\bMiss (?=\p{Lu})/gu, '');
  if (mentions(plain, ['sorry', 'gone', 'lost', 'never', 'died', 'miss', 'goodbye'])) return 'sad';
  if (mentions(text, ['must', 'will', 'promise', 'have to', 'now'])) return 'determined';
  return 'neutral';
}

/** @returns the feeling an action shows, for people in it. */
export function feelingInAction(text: string): Expression {
  return FEELINGS.find(([, words]) => mentions(text, words))?.[0] ?? 'neutral';
}

const POSES: readonly (readonly [Pose, readonly string[]])[] = [
  ['run', ['runs', 'running', 'sprints', 'races', 'dashes', 'charges']],
  ['walk', ['walks', 'walking', 'steps', 'strolls', 'enters', 'crosses', 'follows', 'climbs', 'hurries', 'comes']],
  ['sit', ['sits', 'sitting', 'seated', 'kneels', 'crouches', 'slumps', 'perches', 'drops onto']],
  ['point', ['points', 'pointing', 'gestures']],
  ['hand-raised', ['waves', 'raises', 'lifts', 'holds up', 'reaches', 'salutes']],
  ['arms-crossed', ['crosses her arms', 'crosses his arms', 'folds her arms', 'folds his arms', 'arms crossed']],
  ['hands-front', ['holds', 'carries', 'clutches', 'unwinds', 'ties', 'polishes', 'hugs', 'prays', 'counts']],
];

/** How somebody stands or moves in an action, by the first kind of posture it mentions; `stand` when it mentions none. */
export function poseIn(text: string): Pose {
  return POSES.find(([, words]) => mentions(text, words))?.[0] ?? 'stand';
}

const PROPS: readonly (readonly [PropKind, readonly string[]])[] = [
  ['letter', ['letter', 'envelope', 'note', 'postcard', 'paper', 'page', 'map', 'ticket']],
  ['lamp', ['lamp', 'lantern', 'candle', 'torch', 'flashlight', 'light bulb']],
  ['phone', ['phone', 'cellphone', 'smartphone', 'screen', 'text message']],
  ['key', ['key', 'keys', 'lock']],
  ['photo', ['photo', 'photograph', 'picture frame', 'portrait']],
  ['cup', ['cup', 'mug', 'tea', 'coffee', 'glass of water', 'bowl']],
  ['book', ['book', 'diary', 'notebook', 'journal']],
  ['radio', ['radio', 'speaker', 'recorder', 'cassette', 'tape']],
  ['door', ['door', 'gate', 'hatch']],
];

/** @returns the thing an action looks at, when it looks at a thing. */
export function propIn(text: string): { kind: PropKind; name: string } | null {
  for (const [kind, words] of PROPS) {
    const name = words.find((word) => mentions(text, [word]));
    if (name !== undefined) return { kind, name };
  }
  return null;
}
