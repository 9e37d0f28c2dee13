import { drawBody } from './body/body.ts';
import type { Drawing, Figure } from './figure.ts';
import { drawHead, drawHeadBehind } from './head/head.ts';
import type { Ctx } from './ink.ts';

/** y of the joint the head tilts on. */
const NECK_PIVOT = 118;

/** One whole character in head units around the skull's centre (ART §1): hair behind, body, head, raised arms. */
export function drawCharacter(ctx: Ctx, figure: Figure, d: Drawing): void {
  const tilted = (draw: () => void): void => {
    ctx.save();
    ctx.translate(0, NECK_PIVOT);
    ctx.rotate(d.roll);
    ctx.translate(0, -NECK_PIVOT - d.breath * 2);
    draw();
    ctx.restore();
  };
  // From behind, hair hangs over the shoulders, so all of the head comes after the body.
  if (!d.back) tilted(() => drawHeadBehind(ctx, figure, d));
  const drawRaisedArms = drawBody(ctx, figure, d);
  tilted(() => {
    if (d.back) drawHeadBehind(ctx, figure, d);
    drawHead(ctx, figure, d);
  });
  drawRaisedArms();
}
