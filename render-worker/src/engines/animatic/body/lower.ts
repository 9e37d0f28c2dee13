import { BODY } from '../anatomy.ts';
import { type Ctx, fill, fillCurve, ink, shapeCurve } from '../ink.ts';
import { curve, lerp, lerpPt, type Pt } from '../math.ts';
import type { Tones } from '../tones.ts';
import { drawCuff, drawTube, tube } from './limbs.ts';
import type { Leg } from './rig.ts';
import type { Dressing } from './torso.ts';

/** Legs, skirt or trousers, shoes. Far leg first. */
export function drawLower(dressing: Dressing): void {
  const { rig, cut, d } = dressing;
  if (d.crop === 'whole') {
    drawLeg(dressing, rig.farLeg);
    drawLeg(dressing, rig.nearLeg);
  }
  if (cut.lower === 'trousers') {
    if (d.crop !== 'whole') drawHips(dressing);
    else drawSeat(dressing);
  } else if (rig.seated) drawSeatedSkirt(dressing);
  else drawSkirt(dressing);
}

function shoeTones({ figure, cut }: Dressing): Tones {
  const { kind } = figure.dna.outfit;
  const { accent, leather } = figure.palette;
  if (cut.shoes === 'boots') return kind === 'raincoat' ? accent : leather;
  return kind === 'hoodie' || kind === 'shirt' ? figure.palette.cloth('#34405e') : leather;
}

function drawLeg(dressing: Dressing, leg: Leg): void {
  const { ctx, figure, rig, cut, line } = dressing;
  const { skin, bottom, sock, accent, leather } = figure.palette;
  const masc = figure.anatomy.masculine;
  const trousers = cut.lower === 'trousers';
  const k = figure.anatomy.child ? 0.95 : 1;
  const bend: Pt = [lerp(leg.hip[0], leg.knee[0], 0.5), lerp(leg.hip[1], leg.knee[1], 0.5)];
  const calf: Pt = [lerp(leg.knee[0], leg.ankle[0], 0.4) - 3, lerp(leg.knee[1], leg.ankle[1], 0.4)];
  drawShoe(dressing, leg, shoeTones(dressing));
  if (trousers) {
    const [thigh, knee, hem] = masc ? [66, 50, 46] : [60, 44, 40];
    const limb = tube(
      [leg.hip, bend, leg.knee, calf, leg.ankle],
      [thigh * k, thigh * 0.95 * k, knee * k, knee * 0.92 * k, hem * k],
    );
    drawTube(ctx, limb, bottom, line, rig.key);
    ink(
      ctx,
      [
        [leg.knee[0] - knee * 0.8, leg.knee[1] - 8],
        [leg.knee[0] - 4, leg.knee[1] + 6],
      ],
      line * 0.7,
      bottom.line,
      { from: 0.8, to: 0.05 },
    );
  } else {
    const limb = tube([leg.hip, bend, leg.knee, calf, leg.ankle], [52 * k, 46 * k, 35 * k, 37 * k, 22 * k]);
    drawTube(ctx, limb, skin, line, rig.key);
    // Knee socks or stockings: modest, whatever the costume.
    const stocking = figure.anatomy.jaw > 0.3 || cut.lower === 'skirt';
    const from: Pt = stocking ? bend : [lerp(leg.knee[0], leg.ankle[0], 0.06), lerp(leg.knee[1], leg.ankle[1], 0.06)];
    const sockLimb = stocking
      ? tube([from, leg.knee, calf, leg.ankle], [47 * k, 36 * k, 38 * k, 23 * k])
      : tube([from, calf, leg.ankle], [37 * k, 38 * k, 23 * k]);
    drawTube(ctx, sockLimb, sock, line, rig.key);
    if (!stocking) drawCuff(ctx, sockLimb, 0.98, sock, line * 0.5);
  }
  if (cut.shoes === 'boots') {
    const boot = figure.dna.outfit.kind === 'raincoat' ? accent : leather;
    drawTube(
      ctx,
      tube([[lerp(leg.knee[0], leg.ankle[0], 0.42), lerp(leg.knee[1], leg.ankle[1], 0.42)], leg.ankle], [48 * k, 42 * k]),
      boot,
      line,
      rig.key,
    );
    const cuffY: Pt = [lerp(leg.knee[0], leg.ankle[0], 0.42), lerp(leg.knee[1], leg.ankle[1], 0.42)];
    ink(
      ctx,
      [
        [cuffY[0] - 48 * k, cuffY[1]],
        [cuffY[0], cuffY[1] + 8],
        [cuffY[0] + 48 * k, cuffY[1]],
      ],
      line,
      boot.line,
      { from: 0.8, to: 0.8 },
    );
  }
}

/** Sneakers have a light sole and cap, shoes a dark one: a plain dark foot reads as bare. */
function drawShoe({ ctx, figure, rig, line }: Dressing, leg: Leg, tones: Tones): void {
  const [x, y] = leg.ankle;
  const reach = 44 + 26 * rig.t;
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(leg.foot);
  const shoe: Pt[] = [
    [-30, -14],
    [-35, 24],
    [-32, 42],
    [0, 44],
    [reach + 8, 44],
    [reach + 12, 30],
    [reach - 8, 14],
    [26, -8],
  ];
  shapeCurve(ctx, shoe, tones.base, line, tones.line);
  const sneaker = figure.dna.outfit.kind === 'hoodie' || figure.dna.outfit.kind === 'shirt';
  const { white } = figure.palette;
  fill(
    ctx,
    [
      [-35, sneaker ? 28 : 33],
      [reach + 12, sneaker ? 28 : 34],
      [reach + 9, 45],
      [-33, 45],
    ],
    sneaker ? white.base : tones.deep,
  );
  if (sneaker) {
    fillCurve(
      ctx,
      [
        [reach - 16, 28],
        [reach - 8, 15],
        [reach + 6, 19],
        [reach + 12, 29],
      ],
      white.base,
    );
    for (const dx of [2, 13])
      ink(
        ctx,
        [
          [24 + dx, 0 + dx * 0.5],
          [10 + dx, 10 + dx * 0.5],
        ],
        line * 0.8,
        white.base,
        { from: 0.8, to: 0.8 },
      );
    ink(
      ctx,
      [
        [-35, 28],
        [reach + 11, 28],
      ],
      line * 0.7,
      tones.line,
      { from: 0.8, to: 0.8 },
    );
  } else
    ink(
      ctx,
      [
        [-12, 0],
        [8, 6],
        [24, -4],
      ],
      line * 0.7,
      tones.line,
      { from: 0.3, to: 0.6 },
    );
  ctx.restore();
}

/** Trousers' top between the legs, so no gap shows at the crotch. */
function drawSeat({ ctx, figure, rig, cut, line }: Dressing): void {
  const { bottom } = figure.palette;
  const { hip, shoulder: sh } = figure.anatomy.body;
  if (rig.seated) {
    const lap = rig.places([
      [-sh * hip, 560],
      [sh * hip, 560],
    ]);
    const [a, b] = [rig.nearLeg.knee, rig.farLeg.knee];
    fillCurve(
      ctx,
      [...lap, [b[0] + 40, b[1] - 20], [b[0] + 44, b[1] + 40], [a[0] - 44, a[1] + 40], [a[0] - 40, a[1] - 16]],
      bottom.base,
    );
    ink(ctx, [rig.place(0, 600), [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 10]], line, bottom.line, { from: 0.3, to: 0.6 });
    return;
  }
  if (cut.hem > 700) return;
  const w = sh * hip;
  fillCurve(
    ctx,
    rig.places([
      [-w * 0.96, 556],
      [w * 0.96, 556],
      [w * 0.98, 640],
      [w * 0.4, 704],
      [0, 690],
      [-w * 0.4, 704],
      [-w * 0.98, 640],
    ]),
    bottom.base,
  );
  ink(
    ctx,
    rig.places([
      [0, 600],
      [2, 690],
    ]),
    line * 0.8,
    bottom.line,
    { from: 0.3, to: 0.6 },
  );
}

/** Hips of a half figure: the garment simply runs out of the frame. */
function drawHips({ ctx, figure, rig, line }: Dressing): void {
  const { bottom } = figure.palette;
  const { hip, shoulder: sh } = figure.anatomy.body;
  const w = sh * hip;
  const left = curve(
    rig.places([
      [-w, 560],
      [-w * 1.06, 640],
      [-w * 1.08, 800],
    ]),
    5,
  );
  const right = curve(
    rig.places([
      [w * 1.08, 800],
      [w * 1.06, 640],
      [w, 560],
    ]),
    5,
  );
  fill(ctx, [...left, ...right], bottom.base);
  ink(ctx, left, line, bottom.line, { smooth: true });
  ink(ctx, right, line, bottom.line, { smooth: true });
  ink(
    ctx,
    rig.places([
      [0, 590],
      [4, 800],
    ]),
    line * 0.8,
    bottom.line,
    { from: 0.3, to: 0.8 },
  );
}

const skirtTones = ({ figure }: Dressing): Tones =>
  figure.dna.outfit.kind === 'dress' ? figure.palette.top : figure.palette.bottom;

function drawSkirt(dressing: Dressing): void {
  const { ctx, figure, rig, cut, d, line } = dressing;
  const tones = skirtTones(dressing);
  const { waist, hip, shoulder: sh } = figure.anatomy.body;
  const hem = cut.lowerHem;
  const w0 = sh * waist * 0.99;
  const w1 = sh * (cut.lower === 'pleats' ? 1.24 : 1.12) * (0.7 + hip * 0.3) + (hem - 900) * 0.06;
  const swing =
    d.sway * Math.sin(d.phase) * 8 +
    d.wind * rig.side * 34 +
    (d.pose === 'walk' || d.pose === 'run' ? Math.sin(d.cycle) * 18 : 0);
  // A stride takes the hem along: the skirt always covers both thighs.
  const walking = d.pose === 'walk' || d.pose === 'run';
  const knees = [rig.nearLeg.knee[0], rig.farLeg.knee[0]];
  const [a, b] = [rig.place(-w1 + swing, hem - 8), rig.place(w1 + swing, hem - 8)];
  const left: Pt = walking ? [Math.min(a[0], Math.min(...knees) - 58), a[1]] : a;
  const right: Pt = walking ? [Math.max(b[0], Math.max(...knees) + 58), b[1]] : b;
  const hemAt = (u: number, dy: number): Pt => [lerp(left[0], right[0], u), hem + dy];
  const side = (x: number, end: Pt): Pt => (walking ? lerpPt(rig.place(x, 470), end, 0.42) : rig.place(x, 620));
  const out = curve(
    [
      rig.place(-w0, 470),
      side(-w1 * 0.8, left),
      left,
      hemAt(0.25, 5),
      hemAt(0.5, 9),
      hemAt(0.75, 5),
      right,
      side(w1 * 0.8, right),
      rig.place(w0, 470),
    ],
    5,
  );
  fill(ctx, out, tones.base);
  const folds = cut.lower === 'pleats' ? [-3, -2, -1, 0, 1, 2, 3] : [-2.4, -1.1, 0.3, 1.5, 2.6];
  const wide = cut.lower === 'pleats' ? 0.13 : 0.1;
  for (const i of folds) {
    const top = cut.lower === 'pleats' ? 484 : 560 + (Math.abs(i * 37) % 60);
    const x0 = (w0 * i) / 3.6;
    const foot = hemAt(0.5 + i / 7, 4);
    const root = rig.place(x0, top);
    fill(ctx, [root, foot, [foot[0] - rig.key * w1 * wide, foot[1]]], tones.shadow);
    ink(ctx, [root, foot], line * 0.7, tones.line, { from: 0.1, to: 0.9 });
  }
  ink(ctx, out, line, tones.line, { smooth: true, from: 0.8, to: 0.8 });
  if (figure.dna.outfit.kind === 'apron') drawApronSkirt(dressing, w0, w1, swing);
}

function drawApronSkirt({ ctx, figure, rig, cut, line }: Dressing, w0: number, w1: number, swing: number): void {
  const { inner } = figure.palette;
  const hem = cut.lowerHem - 120;
  const q = curve(
    rig.places([
      [-w0 * 0.9, 478],
      [-w1 * 0.62, 640],
      [-w1 * 0.7 + swing, hem],
      [swing, hem + 8],
      [w1 * 0.7 + swing, hem],
      [w1 * 0.62, 640],
      [w0 * 0.9, 478],
    ]),
    5,
  );
  fill(ctx, q, inner.base);
  for (const k of [-0.4, 0.15, 0.5])
    fill(
      ctx,
      rig.places([
        [w0 * k, 540],
        [w1 * k + swing, hem],
        [w1 * (k - rig.key * 0.12) + swing, hem],
      ]),
      inner.shadow,
    );
  ink(ctx, q, line * 0.9, inner.line, { smooth: true, from: 0.8, to: 0.8 });
}

/** A skirt over the lap of someone sitting: over the knees, then straight down. */
function drawSeatedSkirt(dressing: Dressing): void {
  const { ctx, figure, rig, cut, line } = dressing;
  const tones = skirtTones(dressing);
  const { waist, shoulder: sh } = figure.anatomy.body;
  const [a, b] = [rig.nearLeg.knee, rig.farLeg.knee];
  const drop = Math.max(90, (cut.lowerHem - BODY.hip) * 0.5);
  const q = curve(
    [
      ...rig.places([
        [-sh * waist, 470],
        [-sh * 0.95, 580],
      ]),
      [a[0] - 60, a[1] - 10],
      [a[0] - 62, a[1] + drop],
      [(a[0] + b[0]) / 2, a[1] + drop + 14],
      [b[0] + 60, b[1] + drop],
      [b[0] + 56, b[1] - 16],
      ...rig.places([
        [sh * 0.95, 572],
        [sh * waist, 470],
      ]),
    ],
    5,
    true,
  );
  fill(ctx, q, tones.base);
  fillCurve(
    ctx,
    [
      [a[0] - 58, a[1] + 24],
      [(a[0] + b[0]) / 2, a[1] + 36],
      [b[0] + 58, b[1] + 20],
      [b[0] + 58, b[1] + drop],
      [(a[0] + b[0]) / 2, a[1] + drop + 12],
      [a[0] - 60, a[1] + drop],
    ],
    tones.shadow,
  );
  for (const k of [0.2, 0.5, 0.8])
    ink(
      ctx,
      [
        [lerp(a[0], b[0], k), a[1] + 6],
        [lerp(a[0], b[0], k) + 6, a[1] + drop],
      ],
      line * 0.7,
      tones.line,
      { from: 0.2, to: 0.7 },
    );
  ink(ctx, q, line, tones.line, { smooth: true, from: 0.8, to: 0.8 });
}

/** What someone sits on when the place gives nothing: a plain bench in the place's shadow tone. */
export function drawBench(ctx: Ctx, rig: Dressing['rig'], tones: Tones, line: number): void {
  const x = (rig.nearLeg.hip[0] + rig.farLeg.hip[0]) / 2 + 30;
  fill(
    ctx,
    [
      [x - 250, 640],
      [x + 210, 640],
      [x + 226, 690],
      [x - 266, 690],
    ],
    tones.base,
  );
  fill(
    ctx,
    [
      [x - 266, 690],
      [x + 226, 690],
      [x + 226, 726],
      [x - 266, 726],
    ],
    tones.shadow,
  );
  for (const dx of [-236, 176])
    fill(
      ctx,
      [
        [x + dx, 726],
        [x + dx + 30, 726],
        [x + dx + 30, 1080],
        [x + dx, 1080],
      ],
      tones.deep,
    );
  ink(
    ctx,
    [
      [x - 250, 640],
      [x + 210, 640],
    ],
    line,
    tones.light,
    { from: 0.8, to: 0.8 },
  );
  ink(
    ctx,
    [
      [x - 266, 690],
      [x + 226, 690],
    ],
    line * 0.8,
    tones.line,
    { from: 0.8, to: 0.8 },
  );
  ink(
    ctx,
    [
      [x - 266, 726],
      [x + 226, 726],
    ],
    line,
    tones.line,
    { from: 0.8, to: 0.8 },
  );
}
