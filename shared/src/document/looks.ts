import { seedFromText } from '../render/seed.ts';
import type { CharacterDna } from './dna.ts';

const SKIN = ['#f6dcc8', '#f0cdb0', '#e3b48f', '#c68f66', '#9a6544', '#6f4630'] as const;
const HAIR = ['#1d1b22', '#3a2a24', '#6b3f2a', '#a8683a', '#d9b877', '#c8cbd6', '#5a2f3f', '#2f3f5f'] as const;
const GREY = ['#9a9aa4', '#c8cbd6', '#e4e2dc'] as const;
const EYES = ['#2f5f8f', '#4a7a4a', '#7a4a2a', '#6f5f9f', '#3a3a4a', '#a8783a'] as const;
const CLOTH = ['#2f3f5f', '#5f2f3f', '#3f5f4f', '#8f6f3f', '#4f4f5f', '#a84f3f', '#d8d0c0', '#6f8fa8'] as const;

const STATURE = { child: 0.72, teen: 0.93, adult: 1, elder: 0.96 } as const;

/**
 * Somebody to begin with, in colours people have: the same seed gives the same looks, other seeds others, age and frame
 * apart, which are the story's. Ranges are those of the DNA's schema.
 */
export function looksFrom(seed: number, { age, frame }: Pick<CharacterDna, 'age' | 'frame'>): CharacterDna {
  const roll = (field: string): number => {
    const hash = seedFromText(`${seed}/${field}`);
    return ((hash ^ (hash >>> 15)) >>> 0) / 0x1_0000_0000;
  };
  const pick = <T>(field: string, [first, ...rest]: readonly [T, ...T[]]): T => {
    const at = Math.floor(roll(field) * (rest.length + 1));
    return at === 0 ? first : (rest[at - 1] ?? first);
  };
  const between = (field: string, from: number, to: number): number => Math.round((from + roll(field) * (to - from)) * 100) / 100;
  const hair = age === 'elder' ? pick('hair', GREY) : pick('hair', HAIR);
  const bearded = frame === 'masculine' && (age === 'adult' || age === 'elder');
  return {
    seed,
    age,
    frame,
    skin: pick('skin', SKIN),
    jaw: between('jaw', 0.1, 0.9),
    build: between('build', 0.2, 0.8),
    stature: Math.round((STATURE[age] + (roll('stature') - 0.5) * 0.1) * 100) / 100,
    hair: {
      color: hair,
      tip: null,
      bangs: pick('bangs', ['blunt', 'swept', 'centre', 'messy', 'spiky', 'back']),
      length: pick('length', frame === 'feminine' ? ['short', 'bob', 'long'] : ['crop', 'short', 'bob']),
      tie: frame === 'feminine' ? pick('tie', ['none', 'none', 'pony', 'twin', 'bun']) : 'none',
      part: Math.round(between('part', -40, 40)),
      volume: between('volume', 0.8, 1.3),
      ahoge: roll('ahoge') < 0.2,
    },
    eyes: { color: pick('eyes', EYES), height: between('eyes-height', 28, 44), tilt: between('tilt', -0.12, 0.04) },
    brow: between('brow', 5, 10),
    beard: { kind: bearded ? pick('beard', ['none', 'none', 'stubble', 'short', 'full']) : 'none', color: hair },
    outfit: {
      kind: pick('outfit', ['sailor', 'blazer', 'hoodie', 'raincoat', 'coat', 'shirt', 'dress', 'apron']),
      top: pick('top', CLOTH),
      inner: pick('inner', ['#f2efe8', '#d8d0c0', '#a8b4c0']),
      bottom: pick('bottom', CLOTH),
      accent: pick('accent', CLOTH),
    },
    accessories: roll('glasses') < 0.2 ? [{ kind: 'glasses', color: '#3a3a4a' }] : [],
  };
}
