import type { PropKind } from '@trashfire/shared/document/vocabulary';
import type { Grade } from '../grade.ts';
import type { Ctx } from '../ink.ts';
import { VIEW_H, VIEW_W } from '../places/scene.ts';
import { type Tones, tonesOf } from '../tones.ts';
import { door, lamp, parcel, radio } from './house.ts';
import type { PropPainter } from './painter.ts';
import { book, letter, photo } from './paper.ts';
import { cup, key, phone } from './table.ts';

const PROPS: Readonly<Record<PropKind, PropPainter>> = { letter, lamp, phone, key, photo, cup, book, radio, door, other: parcel };

/** Outline of an insert, view units. */
const INK = 2.6;

/** Draws the prop of an insert in the middle of the frame, with a soft shadow under it. */
export function drawProp(ctx: Ctx, kind: PropKind, seed: number, grade: Grade): void {
  const cloth = (hex: string): Tones => tonesOf(hex, 'cloth', grade);
  ctx.save();
  ctx.translate(VIEW_W / 2, VIEW_H / 2);
  ctx.rotate(((seed % 17) - 8) * 0.008);
  ctx.shadowColor = 'rgba(10,10,40,.5)';
  ctx.shadowBlur = 36;
  ctx.shadowOffsetY = 20;
  PROPS[kind](ctx, cloth, INK, seed);
  ctx.restore();
}
