import type { CharacterDna } from '@trashfire/shared/document/dna';
import type { Expression } from '@trashfire/shared/document/vocabulary';
import { HEAD_TOP } from './anatomy.ts';
import { soleY } from './body/body.ts';
import { drawCharacter } from './character.ts';
import { FACES } from './expressions.ts';
import { createFigure, type Drawing, type Figure } from './figure.ts';
import { gradeOf } from './grade.ts';
import { type Ctx, createOpaqueSurface, linear, within } from './ink.ts';

/** Size of a model sheet in pixels. */
export const MODEL_SHEET = { width: 1280, height: 720 } as const;

const HEADS: readonly (Partial<Drawing> & { readonly expression: Expression })[] = [
  { expression: 'neutral', yaw: 0 },
  { expression: 'neutral', yaw: 0.46 },
  { expression: 'neutral', yaw: 0.2, back: true },
  { expression: 'smile', yaw: 0.3 },
  { expression: 'happy', yaw: 0.3 },
  { expression: 'sad', yaw: 0.3 },
  { expression: 'angry', yaw: 0.3 },
  { expression: 'surprised', yaw: 0.3 },
  { expression: 'tired', yaw: 0.3 },
];

/** A character's model sheet: standing figure, front, three-quarter and back of the head, six expressions. JPEG bytes. */
export async function drawModelSheet(dna: CharacterDna): Promise<Buffer> {
  const { width, height } = MODEL_SHEET;
  const { canvas, ctx } = createOpaqueSurface(width, height);
  ctx.fillStyle = linear(ctx, 0, 0, 0, height, [
    [0, '#dfe5ee'],
    [1, '#b7c0d2'],
  ]);
  ctx.fillRect(0, 0, width, height);
  const figure = createFigure(dna, gradeOf('exterior', 'day', 'clear'));
  drawStanding(ctx, figure, width * 0.14, height);
  HEADS.forEach((head, i) => {
    const [w, h] = [300, height / 3];
    const [x, y] = [width - 900 + (i % 3) * w - 20, Math.floor(i / 3) * h];
    const scale = (h * 0.68) / 245;
    within(ctx, x, y, w, h, () => {
      ctx.translate(x + w / 2, y + h * 0.16 - HEAD_TOP * scale);
      ctx.scale(scale, scale);
      drawCharacter(ctx, figure, pose({ ...head, detail: 'full', crop: 'bust', line: 2 / scale, face: FACES[head.expression] }));
    });
  });
  return canvas.encode('jpeg', 88);
}

function drawStanding(ctx: Ctx, figure: Figure, x: number, height: number): void {
  const drawing = pose({ crop: 'whole', detail: 'half', yaw: 0.3, bodyYaw: 0.25 });
  const scale = (height * 0.9) / (soleY(figure, drawing) - HEAD_TOP);
  ctx.save();
  ctx.translate(x, height * 0.955 - soleY(figure, drawing) * scale);
  ctx.scale(scale, scale);
  drawCharacter(ctx, figure, { ...drawing, line: 1.8 / scale });
  ctx.restore();
}

function pose(more: Partial<Drawing>): Drawing {
  const face = more.face ?? FACES.neutral;
  return {
    yaw: 0,
    bodyYaw: (more.yaw ?? 0) * 0.8,
    back: false,
    pitch: 0,
    roll: 0,
    face,
    blink: 0,
    look: face.look,
    mouth: { key: face.mouth, amount: 1 },
    pose: 'stand',
    stance: 'rest',
    cycle: 0.9,
    phase: 0,
    sway: 0,
    wind: 0,
    breath: 0,
    key: -1,
    detail: 'full',
    line: 3,
    crop: 'bust',
    ...more,
  };
}
