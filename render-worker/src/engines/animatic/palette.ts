import type { CharacterDna } from '@trashfire/shared/document/dna';
import { multiply } from './color.ts';
import type { Grade } from './grade.ts';
import { type EyePaint, eyePaintOf, type Tones, tonesOf } from './tones.ts';

/** Every paint one character needs under one light, mixed once per shot. */
export interface Palette {
  readonly grade: Grade;
  readonly skin: Tones;
  readonly hair: Tones;
  readonly tip: Tones | null;
  readonly beard: Tones;
  readonly eye: EyePaint;
  readonly blush: string;
  readonly mouth: { readonly inside: string; readonly tongue: string; readonly teeth: string };
  readonly top: Tones;
  readonly inner: Tones;
  readonly bottom: Tones;
  readonly accent: Tones;
  readonly white: Tones;
  readonly leather: Tones;
  readonly sock: Tones;
  /** Tones of any other cloth colour. */
  cloth(hex: string): Tones;
  /** A plain colour under the grade. */
  lit(hex: string): string;
}

/** Mixes a character's colours with the light of a place; other cloth colours are mixed when asked for, and kept. */
export function paletteOf(dna: CharacterDna, grade: Grade): Palette {
  const skin = tonesOf(dna.skin, 'skin', grade);
  const hair = tonesOf(dna.hair.color, 'hair', grade);
  const cache = new Map<string, Tones>();
  const cloth = (hex: string): Tones => {
    const known = cache.get(hex);
    if (known !== undefined) return known;
    const fresh = tonesOf(hex, 'cloth', grade);
    cache.set(hex, fresh);
    return fresh;
  };
  const lit = (hex: string): string => multiply(hex, grade.lit);
  return {
    grade,
    skin,
    hair,
    tip: dna.hair.tip === null ? null : tonesOf(dna.hair.tip, 'hair', grade),
    beard: tonesOf(dna.beard.color, 'hair', grade),
    eye: eyePaintOf(dna.eyes.color, hair, skin, grade),
    blush: lit('#ff6f70'),
    mouth: { inside: lit('#7a2233'), tongue: lit('#e07a78'), teeth: lit('#fdf9f6') },
    top: cloth(dna.outfit.top),
    inner: cloth(dna.outfit.inner),
    bottom: cloth(dna.outfit.bottom),
    accent: cloth(dna.outfit.accent),
    white: cloth('#f4f2ee'),
    leather: cloth('#33282c'),
    sock: cloth('#2b2f45'),
    cloth,
    lit,
  };
}
