import { z } from 'zod';

/**
 * Character DNA: what must stay itself through a series (ART §1-5 gives the ranges). Every field is resolved, never
 * implied, so two readers of one document draw the same person.
 */

const Hex = z.string().regex(/^#[0-9a-f]{6}$/);

export const CharacterDna = z.strictObject({
  seed: z.number().int().min(0).max(0xffff_ffff),
  age: z.enum(['child', 'teen', 'adult', 'elder']),
  frame: z.enum(['feminine', 'masculine']),
  skin: Hex,
  /** 0 pointed .. 1 square (ART §1). */
  jaw: z.number().min(0).max(1),
  /** 0 slight .. 1 broad; sets shoulders and neck (ART §5). */
  build: z.number().min(0).max(1),
  /** Standing height against a 1.0 adult. */
  stature: z.number().min(0.6).max(1.15),
  hair: z.strictObject({
    color: Hex,
    tip: Hex.nullable(),
    bangs: z.enum(['blunt', 'swept', 'centre', 'messy', 'spiky', 'back']),
    length: z.enum(['crop', 'short', 'bob', 'long']),
    tie: z.enum(['none', 'pony', 'twin', 'bun']),
    /** Degrees of azimuth of the parting, negative to the character's right. */
    part: z.number().min(-60).max(60),
    volume: z.number().min(0.6).max(1.5),
    ahoge: z.boolean(),
  }),
  eyes: z.strictObject({ color: Hex, height: z.number().min(24).max(48), tilt: z.number().min(-0.14).max(0.06) }),
  brow: z.number().min(4).max(12),
  beard: z.strictObject({ kind: z.enum(['none', 'stubble', 'short', 'full']), color: Hex }),
  outfit: z.strictObject({
    kind: z.enum(['sailor', 'blazer', 'hoodie', 'raincoat', 'coat', 'shirt', 'dress', 'apron']),
    top: Hex,
    inner: Hex,
    bottom: Hex,
    accent: Hex,
  }),
  accessories: z
    .array(
      z.strictObject({
        kind: z.enum(['glasses', 'cap', 'scarf', 'clip', 'headband', 'earrings', 'eyepatch', 'freckles']),
        color: Hex,
      }),
    )
    .max(4),
});
export type CharacterDna = z.infer<typeof CharacterDna>;

/** A character's speaking voice; `base` names one the speech engine ships, the rest shapes it so that a cast can be told apart. */
export const Voice = z.strictObject({
  base: z.enum(['kal', 'awb', 'rms', 'slt']),
  /** Semitones up or down from the base voice. */
  pitch: z.number().min(-8).max(12),
  /** Speaking rate against the base voice: 1.0 as recorded, 1.2 faster. */
  rate: z.number().min(0.7).max(1.4),
});
export type Voice = z.infer<typeof Voice>;
