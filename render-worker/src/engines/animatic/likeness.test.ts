import { createCanvas } from '@napi-rs/canvas';
import type { CharacterDna } from '@trashfire/shared/document/dna';
import { PLACE_KINDS } from '@trashfire/shared/document/vocabulary';
import { describe, expect, it } from 'vitest';
import { drawCharacter } from './character.ts';
import { createAnimaticEngine } from './engine.ts';
import { FACES } from './expressions.ts';
import { createFigure } from './figure.ts';
import { gradeOf } from './grade.ts';
import { difference, type Grey, greyOf, histogram, variation } from './testing/pixels.ts';
import { BOY, CHILD, ELDER, GIRL, placeOf, shotOf, WOMAN } from './testing/samples.ts';

/** Luma bands of a half figure on nothing. */
function bandsOf(dna: CharacterDna, expression: keyof typeof FACES = 'neutral', yaw = 0.4): number[] {
  const canvas = createCanvas(260, 320);
  const ctx = canvas.getContext('2d');
  ctx.translate(130, 90);
  ctx.scale(0.5, 0.5);
  const face = FACES[expression];
  drawCharacter(ctx, createFigure(dna, gradeOf('rooftop', 'day', 'clear')), {
    yaw,
    bodyYaw: yaw * 0.8,
    back: false,
    pitch: 0,
    roll: 0,
    face,
    blink: 0,
    look: [0, 0],
    mouth: { key: face.mouth, amount: 1 },
    pose: 'stand',
    stance: 'rest',
    cycle: 0,
    phase: 0,
    sway: 0,
    wind: 0,
    breath: 0,
    key: 1,
    detail: 'half',
    line: 4,
    crop: 'half',
  });
  return histogram(ctx.getImageData(0, 0, 260, 320).data as unknown as Uint8Array, 12);
}

describe('in greyscale', () => {
  it('tells any two of the cast apart, by more than a face or a turn of the head changes one of them', () => {
    const cast = [GIRL, BOY, CHILD, ELDER, WOMAN];
    const bands = cast.map((dna) => bandsOf(dna));
    const own = Math.max(...cast.map((dna, i) => variation(bands[i] ?? [], bandsOf(dna, 'surprised', -0.3))));
    for (const [i, a] of bands.entries()) {
      for (const b of bands.slice(i + 1)) expect(variation(a, b)).toBeGreaterThan(Math.max(0.15, own * 1.5));
    }
  });

  it('tells any two places apart, at noon and at night', () => {
    const engine = createAnimaticEngine();
    for (const timeOfDay of ['day', 'night'] as const) {
      const views = PLACE_KINDS.map((kind): Grey => {
        const shot = engine.openShot(
          shotOf({ size: 'WS', place: placeOf(kind, { timeOfDay }) }, { width: 160, height: 90, frames: 1 }),
          [],
        );
        const into = Buffer.alloc(160 * 90 * 4);
        shot.drawFrame(0, into);
        return greyOf(into, 160, 90);
      });
      for (const [i, a] of views.entries()) {
        // Ten levels of 256 over the whole frame is a plain difference; grain alone makes under two.
        for (const b of views.slice(i + 1)) expect(difference(a, b)).toBeGreaterThan(10);
      }
    }
  });
});
