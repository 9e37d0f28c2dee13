import type { CharacterDna, Voice } from '@trashfire/shared/document/dna';
import { seedFromText } from '@trashfire/shared/render/seed';
import { frameByEnding } from './pronouns.ts';
import { mentions } from './words.ts';

/** Turns a name and what the script says of it into looks and a voice that differ from the rest of the cast. */

const SKINS = ['#fde6d8', '#fbe0d0', '#f3cfb3', '#e2b08c', '#c98f6b', '#a9714f', '#7d5038'] as const;
const EYES = ['#3f86c9', '#5aa36a', '#c98a2b', '#8a5a3a', '#7a68b8', '#5f7f94', '#b0533a'] as const;
/** Hair from dark to light: neighbours in the list are far apart in grey, so a cast can be told apart without colour. */
const HAIRS = [
  '#241f2b',
  '#d9b36a',
  '#5b2f22',
  '#e8e3da',
  '#33417e',
  '#c96f3b',
  '#3a4a3f',
  '#e39aa9',
  '#7c5a86',
  '#9fb7c9',
] as const;
const TOPS = ['#f6f3ee', '#28395a', '#c9503f', '#3d6b66', '#f0c04a', '#5b3a4a', '#8fa9bf', '#33363f'] as const;
const ACCENTS = ['#d2424f', '#e0a24a', '#3fa7a0', '#8a6bd1', '#e8e3da'] as const;

const HAIR_WORDS: readonly (readonly [string, readonly string[]])[] = [
  ['#c3c6cd', ['grey hair', 'gray hair', 'silver hair', 'white hair', 'grey', 'gray', 'silver', 'white haired', 'white-haired']],
  ['#a8502a', ['red hair', 'ginger', 'redhead', 'red haired', 'copper hair', 'auburn']],
  ['#e0bb6c', ['blonde', 'blond', 'fair hair', 'golden hair', 'yellow hair']],
  ['#241f2b', ['black hair', 'dark hair', 'raven']],
  ['#5b3a28', ['brown hair', 'chestnut', 'brunette']],
  ['#33417e', ['blue hair', 'ink-blue hair']],
  ['#e39aa9', ['pink hair', 'pink bob', 'pink']],
  ['#6b4f9a', ['purple hair', 'violet hair']],
  ['#4e8a5a', ['green hair']],
];
const FEMININE = [
  'she',
  'her',
  'hers',
  'herself',
  'girl',
  'woman',
  'mother',
  'mom',
  'sister',
  'aunt',
  'grandmother',
  'lady',
  'daughter',
  'queen',
  'princess',
  'waitress',
];
const MASCULINE = [
  'he',
  'him',
  'his',
  'himself',
  'boy',
  'man',
  'father',
  'dad',
  'brother',
  'uncle',
  'grandfather',
  'son',
  'king',
  'prince',
  'guy',
  'waiter',
];
const OUTFITS: readonly (readonly [CharacterDna['outfit']['kind'], readonly string[]])[] = [
  ['sailor', ['sailor', 'school uniform', 'schoolgirl']],
  ['blazer', ['blazer', 'suit', 'uniform', 'jacket', 'tie']],
  ['hoodie', ['hoodie', 'sweatshirt', 'sweater', 'jumper']],
  ['raincoat', ['raincoat', 'rain coat', 'oilskin', 'slicker', 'poncho']],
  ['coat', ['coat', 'overcoat', 'cloak', 'cape', 'robe']],
  ['apron', ['apron', 'cook', 'chef', 'baker', 'barista']],
  ['dress', ['dress', 'gown', 'kimono', 'skirt']],
  ['shirt', ['shirt', 'tee', 't-shirt', 'overalls', 'vest']],
];

/** A small stream of choices from one seed; each call takes the next. */
function chooser(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d) + 0x9e37_79b9) >>> 0;
    return (state >>> 8) / 0x100_0000;
  };
  return {
    between: (low: number, high: number) => Math.round((low + (high - low) * next()) * 100) / 100,
    pick: <T>(list: readonly [T, ...T[]]): T => list[Math.floor(next() * list.length)] ?? list[0],
  };
}

function ageOf(text: string): CharacterDna['age'] {
  const years = Number(/\((?:[^()\d]*)(\d{1,3})/.exec(text)?.[1] ?? Number.NaN);
  if (years <= 12) return 'child';
  if (years <= 19) return 'teen';
  if (years >= 60) return 'elder';
  if (years > 19) return 'adult';
  if (mentions(text, ['old', 'elderly', 'grandmother', 'grandfather', 'ancient', 'sixties', 'seventies', 'eighties']))
    return 'elder';
  if (mentions(text, ['child', 'kid', 'little girl', 'little boy', 'toddler'])) return 'child';
  if (mentions(text, ['teen', 'teenager', 'student', 'girl', 'boy', 'schoolgirl'])) return 'teen';
  return 'adult';
}

function frameOf(text: string, fallback: CharacterDna['frame']): CharacterDna['frame'] {
  const feminine = FEMININE.filter((word) => mentions(text, [word])).length;
  const masculine = MASCULINE.filter((word) => mentions(text, [word])).length;
  if (feminine === masculine) return fallback;
  return feminine > masculine ? 'feminine' : 'masculine';
}

/** Relative luminance of a colour, 0..1, near enough to keep two people apart. */
function lightness(hex: string): number {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return 0.3 * channel(1) + 0.59 * channel(3) + 0.11 * channel(5);
}

/** Of the colours on offer the one whose grey is furthest from those in use, beginning at the seed's own. */
function apart(colours: readonly [string, ...string[]], taken: readonly string[], start: number): string {
  let best = colours[start % colours.length] ?? colours[0];
  let bestGap = -1;
  for (let i = 0; i < colours.length; i += 1) {
    const colour = colours[(start + i) % colours.length] ?? best;
    const gap = Math.min(1, ...taken.map((other) => Math.abs(lightness(other) - lightness(colour))));
    if (gap > bestGap + 0.02) {
      best = colour;
      bestGap = gap;
    }
  }
  return best;
}

/**
 * @param others DNA of the cast so far. Pure: the same name, description and cast give the same person.
 * @param pronouns the frame the script's pronouns give; what the name itself says (MOTHER, OLD MAN) comes before it.
 */
export function dnaFor(
  name: string,
  description: string,
  others: readonly CharacterDna[],
  pronouns: CharacterDna['frame'] | null = null,
): CharacterDna {
  const seed = seedFromText(name.toUpperCase());
  const { between, pick } = chooser(seed);
  const own = `${name} ${description}`;
  const age = ageOf(fromName(own, name));
  const guess = frameByEnding(name) ?? (seed % 2 === 0 ? 'feminine' : 'masculine');
  const frame = frameOf(name, pronouns ?? frameOf(description, guess));
  const grown = age === 'adult' || age === 'elder';
  const told = HAIR_WORDS.find(([, words]) => mentions(own, words))?.[0];
  const hair =
    told ??
    (age === 'elder'
      ? pick(['#c3c6cd', '#b9bcc4', '#e4e1da'])
      : apart(
          HAIRS,
          others.map((o) => o.hair.color),
          seed,
        ));
  const outfit = OUTFITS.find(([, words]) => mentions(own, words))?.[0];
  const masculine = frame === 'masculine';
  const worn: CharacterDna['outfit']['kind'] = masculine
    ? pick<CharacterDna['outfit']['kind']>(['hoodie', 'blazer', 'coat', 'shirt'])
    : pick<CharacterDna['outfit']['kind']>(['sailor', 'blazer', 'dress', 'coat', 'hoodie', 'shirt']);
  return {
    seed,
    age,
    frame,
    skin: pick(SKINS),
    jaw: masculine ? between(0.4, 0.9) : between(0, grown ? 0.5 : 0.2),
    build: masculine ? between(0.4, 0.85) : between(0.15, 0.5),
    stature: age === 'child' ? between(0.68, 0.78) : age === 'teen' ? between(0.93, 1) : between(0.96, masculine ? 1.08 : 1.02),
    hair: {
      color: hair,
      tip: null,
      bangs: masculine ? pick(['messy', 'spiky', 'swept', 'back', 'centre']) : pick(['blunt', 'swept', 'centre', 'messy']),
      length: mentions(own, ['long hair', 'long'])
        ? 'long'
        : masculine
          ? pick(['crop', 'short', 'short'])
          : pick(['long', 'bob', 'short', 'long']),
      tie: masculine ? 'none' : pick(['none', 'none', 'pony', 'twin', 'bun']),
      part: between(-40, 40),
      volume: between(0.9, 1.3),
      ahoge: !grown && seed % 3 === 0,
    },
    eyes: { color: pick(EYES), height: grown ? between(26, 36) : between(38, 47), tilt: between(-0.13, 0.05) },
    brow: masculine ? between(7, 11) : between(5, 7),
    beard: {
      kind: masculine && (mentions(own, ['beard', 'bearded']) || (age === 'elder' && seed % 2 === 1)) ? 'full' : 'none',
      color: hair,
    },
    outfit: {
      kind: outfit ?? worn,
      top: apart(
        TOPS,
        others.map((o) => o.outfit.top),
        seed >>> 5,
      ),
      inner: '#e9e4d8',
      bottom: pick(['#33363f', '#34447c', '#5a6b8a', '#4a3a3f']),
      accent: pick(ACCENTS),
    },
    accessories: accessoriesOf(own),
  };
}

/** What stands from the name on: in "GORO (60) counts. KIYO (17) counts too" the first age is not Kiyo's. */
function fromName(text: string, name: string): string {
  const at = text.indexOf(name.toUpperCase(), name.length);
  return at < 0 ? text : `${name} ${text.slice(at)}`;
}

function accessoriesOf(text: string): CharacterDna['accessories'] {
  const worn: CharacterDna['accessories'] = [];
  if (mentions(text, ['glasses', 'spectacles'])) worn.push({ kind: 'glasses', color: '#5a3340' });
  if (mentions(text, ['cap', 'hat', 'helmet'])) worn.push({ kind: 'cap', color: '#27395a' });
  if (mentions(text, ['scarf'])) worn.push({ kind: 'scarf', color: '#e8b83a' });
  if (mentions(text, ['hairclip', 'hair clip', 'barrette', 'ribbon'])) worn.push({ kind: 'clip', color: '#f2b544' });
  if (mentions(text, ['headband', 'bandana'])) worn.push({ kind: 'headband', color: '#c9503f' });
  if (mentions(text, ['earrings', 'earring'])) worn.push({ kind: 'earrings', color: '#e8e3da' });
  if (mentions(text, ['eyepatch', 'eye patch'])) worn.push({ kind: 'eyepatch', color: '#2b2530' });
  if (mentions(text, ['freckles', 'freckled'])) worn.push({ kind: 'freckles', color: '#b87a55' });
  return worn.slice(0, 4);
}

/** A voice no one else in the cast has: a base that fits, then the pitch that stands furthest from those taken on it. */
export function voiceFor(name: string, dna: CharacterDna, others: readonly Voice[]): Voice {
  const seed = seedFromText(`voice ${name.toUpperCase()}`);
  const high = dna.frame === 'feminine' || dna.age === 'child';
  const base: Voice['base'] = high ? 'slt' : ((['rms', 'awb', 'kal'] as const)[seed % 3] ?? 'rms');
  const range = dna.age === 'child' ? [4, 8] : dna.age === 'elder' ? [-6, -2] : high ? [-3, 3] : [-4, 3];
  const [low = 0, top = 0] = range;
  const taken = others.filter((voice) => voice.base === base).map((voice) => voice.pitch);
  let pitch = low;
  let bestGap = -1;
  for (let step = 0; step <= top - low; step += 1) {
    const candidate = low + ((step + (seed >>> 4)) % (top - low + 1));
    const gap = Math.min(24, ...taken.map((other) => Math.abs(other - candidate)));
    if (gap > bestGap) {
      pitch = candidate;
      bestGap = gap;
    }
  }
  return { base, pitch, rate: dna.age === 'elder' ? 0.9 : dna.age === 'child' ? 1.06 : 1 };
}
