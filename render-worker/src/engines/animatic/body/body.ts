import { BODY } from '../anatomy.ts';
import type { Drawing, Figure } from '../figure.ts';
import { type Ctx, ellipse, fill, fillCurve, ink } from '../ink.ts';
import { type Pt, polar } from '../math.ts';
import { type Cut, cutOf } from './cut.ts';
import { drawHand } from './hands.ts';
import { drawCuff, drawSleeve } from './limbs.ts';
import { drawBench, drawLower } from './lower.ts';
import { drawBlazer, drawHoodie, drawSailor } from './outfits-school.ts';
import { drawApron, drawCoat, drawDress, drawRaincoat, drawShirt } from './outfits-town.ts';
import { type Arm, rigOf } from './rig.ts';
import { type Dressing, drawNeck, drawTorso, softPatch } from './torso.ts';

const FRONTS = {
  sailor: drawSailor,
  blazer: drawBlazer,
  hoodie: drawHoodie,
  raincoat: drawRaincoat,
  coat: drawCoat,
  shirt: drawShirt,
  dress: drawDress,
  apron: drawApron,
} as const;

/** A dressed body in head units, its neck under the skull's centre. Returns what must come after the head: raised arms. */
export function drawBody(ctx: Ctx, figure: Figure, d: Drawing): () => void {
  const rig = rigOf(figure, d);
  const front = cutOf(figure.dna.outfit.kind, figure.anatomy);
  // Necklines are low in front only.
  const cut = d.back ? { ...front, dip: 186 } : front;
  const scale = figure.anatomy.body.scale;
  const dressing: Dressing = { ctx, figure, d, rig, cut, line: d.line / scale };
  const inBody = (draw: () => void): void => {
    ctx.save();
    ctx.scale(rig.side, 1);
    ctx.translate(0, BODY.neck);
    ctx.scale(scale, scale);
    ctx.translate(0, -BODY.neck);
    draw();
    ctx.restore();
  };
  inBody(() => {
    if (rig.seated && d.crop === 'whole') drawBench(ctx, rig, figure.palette.cloth('#6b5648'), dressing.line);
    if (rig.far.order === 'behind' && (rig.t >= 0.3 || d.back)) drawArm(dressing, rig.far, 1);
    if (rig.near.order === 'behind') drawArm(dressing, rig.near, -1);
    drawNeck(dressing);
    const over = cut.hem > 700;
    if (d.crop !== 'bust' && !over) drawLower(dressing);
    if (d.crop === 'whole' && over) drawLower(dressing);
    drawTorso(dressing, figure.palette.top);
    if (d.back) drawBackCollar(dressing);
    else FRONTS[figure.dna.outfit.kind](dressing);
    if (
      cut.lower !== 'trousers' &&
      d.crop !== 'bust' &&
      (figure.dna.outfit.kind === 'dress' || figure.dna.outfit.kind === 'apron') &&
      !d.back
    )
      waistOver(dressing);
    if (rig.far.order === 'behind' && rig.t < 0.3 && !d.back) drawArm(dressing, rig.far, 1);
    if (figure.dna.accessories.some((a) => a.kind === 'scarf')) drawScarf(dressing);
    if (rig.far.order === 'over') drawArm(dressing, rig.far, 1);
    if (rig.near.order === 'over') drawArm(dressing, rig.near, -1);
  });
  return () =>
    inBody(() => {
      if (rig.far.order === 'top') drawArm(dressing, rig.far, 1);
      if (rig.near.order === 'top') drawArm(dressing, rig.near, -1);
    });
}

/** Height of the soles below the skull's centre, in head units. */
export function soleY(figure: Figure, d: Drawing): number {
  return BODY.neck + (rigOf(figure, d).ground - BODY.neck) * figure.anatomy.body.scale;
}

function drawArm(dressing: Dressing, arm: Arm, s: 1 | -1): void {
  const { ctx, figure, rig, cut, line } = dressing;
  const { skin, top } = figure.palette;
  const radii: readonly [number, number, number] = figure.anatomy.masculine ? [43, 36, 29] : [35, 29, 23];
  const [from, to] = [arm.elbow, arm.hand];
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const rolled = cut.sleeve === 'elbow';
  drawHand(ctx, polar(to, angle, -8), angle, arm.shape, thumbSide(arm, s), skin, line, figure.anatomy.masculine ? 1.12 : 0.96);
  drawShoulder(dressing, arm, s, radii[0]);
  const lower = drawSleeve(ctx, [arm.shoulder, from, to], radii, top, rolled ? skin : top, line, rig.key);
  if (rolled) rolledCuff(dressing, arm, radii[1]);
  else drawCuff(ctx, lower, 0.09, cuffTones(dressing, cut), line);
}

function cuffTones({ figure }: Dressing, cut: Cut): Dressing['figure']['palette']['top'] {
  const { kind } = figure.dna.outfit;
  if (kind === 'sailor' || kind === 'blazer' || kind === 'dress') return figure.palette.inner;
  return cut.loose ? { ...figure.palette.top, base: figure.palette.top.shadow } : figure.palette.top;
}

/** Thumbs point forward, or inward when a hand rests on the body. */
const thumbSide = (arm: Arm, s: 1 | -1): 1 | -1 =>
  arm.shape === 'open' ? (s > 0 ? -1 : 1) : arm.shape === 'relaxed' ? -1 : arm.hand[0] > arm.elbow[0] ? 1 : -1;

/** The round of the shoulder, open towards the neck so sleeve and body read as one cloth. */
function drawShoulder({ ctx, figure, line }: Dressing, arm: Arm, s: 1 | -1, r: number): void {
  const { top } = figure.palette;
  const [x, y] = arm.shoulder;
  ellipse(ctx, x, y + 2, r, r, top.base);
  const arc: Pt[] = [];
  for (let i = 0; i <= 8; i++) {
    const a = (s > 0 ? -Math.PI * 0.42 : -Math.PI * 0.58) + (s * i * Math.PI * 0.48) / 8;
    arc.push([x + Math.cos(a) * r, y + 2 + Math.sin(a) * r]);
  }
  ink(ctx, arc, line, top.line, { smooth: true, from: 0.15, to: 0.6 });
}

function rolledCuff({ ctx, figure, line }: Dressing, arm: Arm, r: number): void {
  const { top } = figure.palette;
  const angle = Math.atan2(arm.hand[1] - arm.elbow[1], arm.hand[0] - arm.elbow[0]);
  const a = polar(arm.elbow, angle, r * 0.05);
  const b = polar(arm.elbow, angle, r * 1.3);
  const n = angle + Math.PI / 2;
  const band: Pt[] = [polar(a, n, r * 1.16), polar(b, n, r * 1.14), polar(b, n, -r * 1.14), polar(a, n, -r * 1.16)];
  fill(ctx, band, top.base);
  fill(ctx, [polar(a, n, r * 0.2), polar(b, n, r * 0.2), polar(b, n, -r * 1.14), polar(a, n, -r * 1.16)], top.shadow);
  ink(ctx, [...band, band[0] ?? a], line * 0.9, top.line, { smooth: true, from: 0.8, to: 0.8 });
}

function drawBackCollar(dressing: Dressing): void {
  const { figure } = dressing;
  const nw = figure.anatomy.body.neck;
  const { kind } = figure.dna.outfit;
  const sh = dressing.rig.shoulder;
  const tones = kind === 'sailor' || kind === 'dress' ? figure.palette.inner : figure.palette.top;
  if (kind === 'sailor')
    softPatch(
      dressing,
      [
        [-nw - 20, 160],
        [-sh * 0.7, 200],
        [-sh * 0.68, 330],
        [sh * 0.68, 330],
        [sh * 0.7, 200],
        [nw + 20, 160],
      ],
      tones.base,
      tones.line,
    );
  if (kind === 'hoodie' || kind === 'raincoat')
    softPatch(
      dressing,
      [
        [-nw - 30, 140],
        [-nw - 56, 190],
        [-40, 286],
        [40, 286],
        [nw + 56, 190],
        [nw + 30, 140],
        [0, 158],
      ],
      tones.shadow,
      tones.line,
    );
  else
    softPatch(
      dressing,
      [
        [-nw - 10, 142],
        [-nw - 22, 180],
        [0, 196],
        [nw + 22, 180],
        [nw + 10, 142],
        [0, 154],
      ],
      tones.base,
      tones.line,
    );
}

/** Sashes and aprons lie over the skirt's waist. */
function waistOver(dressing: Dressing): void {
  const { ctx, figure, rig, line } = dressing;
  const { accent } = figure.palette;
  const w = rig.shoulder * figure.anatomy.body.waist * 1.03;
  const band = rig.places([
    [-w, 456],
    [0, 464],
    [w, 456],
    [w * 1.02, 494],
    [0, 503],
    [-w * 1.02, 494],
  ]);
  fill(ctx, band, accent.base);
  fill(
    ctx,
    rig.places([
      [-rig.key * w * 0.35, 462],
      [-rig.key * w, 456],
      [-rig.key * w, 494],
      [-rig.key * w * 0.4, 501],
    ]),
    accent.shadow,
  );
  ink(ctx, [...band, band[0] ?? [0, 0]], line * 0.9, accent.line, { smooth: true, from: 0.8, to: 0.8 });
}

function drawScarf(dressing: Dressing): void {
  const { ctx, figure, rig, line, d } = dressing;
  const item = figure.dna.accessories.find((a) => a.kind === 'scarf');
  if (item === undefined) return;
  const tones = figure.palette.cloth(item.color);
  const nw = figure.anatomy.body.neck;
  const flutter = d.wind * rig.side * 60 + d.sway * Math.sin(d.phase) * 5;
  if (!d.back) {
    softPatch(
      dressing,
      [
        [6, 200],
        [46, 206],
        [64 + flutter, 352],
        [42 + flutter, 364],
        [20 + flutter, 358],
      ],
      tones.base,
      tones.line,
    );
    fill(
      ctx,
      rig.places([
        [8, 216],
        [24, 212],
        [40 + flutter, 354],
        [24 + flutter, 358],
      ]),
      tones.shadow,
    );
  }
  softPatch(
    dressing,
    [
      [-nw - 20, 128],
      [-nw - 42, 164],
      [-nw - 26, 204],
      [0, 226],
      [nw + 26, 204],
      [nw + 42, 164],
      [nw + 20, 128],
      [0, 162],
    ],
    tones.base,
    tones.line,
  );
  fillCurve(
    ctx,
    rig.places([
      [-rig.key * 10, 222],
      [-rig.key * (nw + 24), 202],
      [-rig.key * (nw + 38), 166],
      [-rig.key * (nw + 16), 172],
    ]),
    tones.shadow,
  );
  ink(
    ctx,
    rig.places([
      [-nw - 36, 168],
      [0, 204],
      [nw + 36, 164],
    ]),
    line * 0.75,
    tones.line,
  );
}
