import type { Drawing, Figure } from '../figure.ts';
import { type Ctx, fill, fillCurve } from '../ink.ts';
import type { Pt } from '../math.ts';
import { drawHeadAccessories, drawSkinAccessories } from './accessories.ts';
import { drawBeard, drawMoustache } from './beard.ts';
import { drawBrows, drawEyes } from './eyes.ts';
import { drawBlush, drawContour, drawEars, drawFaceShadow, drawMarks, drawNose, drawWrinkles, showsEars } from './features.ts';
import { drawBackHair, drawFrontHair, drawHairShadow, frontLocks } from './hair.ts';
import { drawMouth } from './mouth.ts';
import { drawTies } from './tails.ts';
import { faceContour, turnOf } from './turn.ts';

/** The head from behind: skin of the nape, and the hair's underside over it. */
const NAPE: readonly Pt[] = [
  [-84, -40],
  [-80, 40],
  [-56, 92],
  [-34, 112],
  [34, 112],
  [56, 92],
  [80, 40],
  [84, -40],
];
const OCCIPUT: readonly Pt[] = [
  [-90, -60],
  [-88, 20],
  [-58, 72],
  [0, 84],
  [58, 72],
  [88, 20],
  [90, -60],
  [0, -100],
];

/** Hair behind neck and shoulders; comes before the body (ART §1, draw order). */
export function drawHeadBehind(ctx: Ctx, figure: Figure, d: Drawing): void {
  const turn = turnOf(d);
  ctx.save();
  ctx.scale(turn.side, 1);
  if (!turn.back) drawTies(ctx, figure, turn, d);
  drawBackHair(ctx, figure, turn, d);
  ctx.restore();
}

/** The head itself, in head units around the skull's centre. */
export function drawHead(ctx: Ctx, figure: Figure, d: Drawing): void {
  const turn = turnOf(d);
  const { palette } = figure;
  const contour = faceContour(figure, turn);
  const face: Pt[] = [...contour, [92, -60], [50, -100], [-50, -100], [-92, -60]];
  const locks = frontLocks(figure, turn, d);
  ctx.save();
  ctx.scale(turn.side, 1);
  if (showsEars(figure)) drawEars(ctx, figure, turn, d);
  if (turn.back) {
    fillCurve(ctx, NAPE, palette.skin.shadow);
    fillCurve(ctx, OCCIPUT, palette.hair.deep);
  } else fill(ctx, face, palette.skin.base);
  if (!turn.back) {
    drawFaceShadow(ctx, figure, turn, face);
    drawHairShadow(ctx, figure, turn, locks, face);
    drawBlush(ctx, figure, turn, d, face);
    drawSkinAccessories(ctx, figure, turn, d);
    drawWrinkles(ctx, figure, turn, d);
    drawEyes(ctx, figure, turn, d);
    drawNose(ctx, figure, turn, d);
    if (figure.dna.beard.kind === 'none' || figure.dna.beard.kind === 'stubble') drawContour(ctx, figure, d, contour);
    drawBeard(ctx, figure, turn, d, contour);
    drawMouth(ctx, figure, turn, d);
    drawMoustache(ctx, figure, turn);
  }
  drawFrontHair(ctx, figure, turn, d, locks);
  if (turn.back) drawTies(ctx, figure, turn, d);
  else {
    drawBrows(ctx, figure, turn, d);
    drawMarks(ctx, figure, turn, d);
  }
  drawHeadAccessories(ctx, figure, turn, d);
  ctx.restore();
}
