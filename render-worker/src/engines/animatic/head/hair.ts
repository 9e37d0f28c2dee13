import { alpha, mix } from '../color.ts';
import type { Drawing, Figure } from '../figure.ts';
import { addPolygon, type Ctx, clipped, fill, ink, linear, type Paint, trace } from '../ink.ts';
import { at, clamp, curve, DEG, lerp, lerpPt, type Pt, part } from '../math.ts';
import { createRandom } from '../random.ts';
import type { Tones } from '../tones.ts';
import { capRadius, capTop, type HairMotion, LOCK_ROWS, type Lock, lockEdges, lockFacing } from './locks.ts';
import type { Turn } from './turn.ts';

/** A lock as it lies in one drawing. */
export interface LaidLock {
  readonly lock: Lock;
  readonly left: readonly Pt[];
  readonly right: readonly Pt[];
  readonly facing: number;
}

function motionOf(d: Drawing, turn: Turn): HairMotion {
  return { sway: d.sway, phase: d.phase, wind: d.wind * turn.side };
}

function lay(figure: Figure, turn: Turn, d: Drawing, keep: (lock: Lock, facing: number) => boolean): LaidLock[] {
  const motion = motionOf(d, turn);
  const laid: LaidLock[] = [];
  for (const lock of figure.locks) {
    const facing = lockFacing(lock, turn.hairYaw);
    if (keep(lock, facing))
      laid.push({ lock, facing, ...lockEdges(lock, figure.dna.hair.volume, turn.hairYaw, motion, LOCK_ROWS[d.detail]) });
  }
  return laid;
}

/** Locks that hang in front of the head, farthest first, bangs last. */
export function frontLocks(figure: Figure, turn: Turn, d: Drawing): LaidLock[] {
  const capped = figure.dna.accessories.some((a) => a.kind === 'cap');
  const keep = turn.back
    ? (lock: Lock, facing: number): boolean => lock.zone !== 'bang' && facing > -0.12
    : (lock: Lock, facing: number): boolean => lock.zone !== 'back' && facing > -0.05 && !(lock.blunt && capped);
  const order = (l: LaidLock): number => l.facing + (l.lock.zone === 'bang' ? 0.6 : 0);
  return lay(figure, turn, d, keep).sort((a, b) => order(a) - order(b));
}

const outline = (l: LaidLock): Pt[] => [...l.left, ...[...l.right].reverse()];

/** Locks behind head and neck, in shadow tones. */
export function drawBackHair(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  const tones = figure.palette.hair;
  const keep = (lock: Lock, facing: number): boolean =>
    turn.back ? facing < -0.05 && lock.zone !== 'bang' : lock.zone === 'back' || facing < -0.05;
  const locks = lay(figure, turn, d, keep).sort((a, b) => a.facing - b.facing);
  for (const l of locks) {
    const inside = Math.abs(Math.sin((l.lock.azimuth + turn.hairYaw) * DEG)) < 0.72;
    const base = inside ? tones.deep : tones.shadow;
    drawLock(ctx, l, base, tones.deep, tones.line, d.line, turn.key, 0.3);
  }
}

function drawLock(
  ctx: Ctx,
  l: Pick<LaidLock, 'left' | 'right'>,
  base: Paint,
  shadow: Paint,
  line: string,
  weight: number,
  key: number,
  inkFrom: number,
): void {
  fill(ctx, [...l.left, ...[...l.right].reverse()], base);
  // Cel shadow: a crescent from 40% down along the edge that looks away from the key light.
  const [edge, inner] = key < 0 ? [l.right, l.left] : [l.left, l.right];
  const n = edge.length - 1;
  const crescent: Pt[] = [];
  for (let i = Math.floor(n * 0.4); i <= n; i++) {
    const k = lerp(0.04, 0.5, Math.sin(clamp((i / n - 0.4) / 0.6) * Math.PI * 0.75));
    crescent.push([lerp(at(edge, i)[0], at(inner, i)[0], k), at(edge, i)[1]]);
  }
  fill(ctx, [...crescent, ...edge.slice(Math.floor(n * 0.4)).reverse()], shadow);
  const taper = { from: 0.05, to: 0.5, peak: 0.75, smooth: true };
  ink(ctx, part(l.left, inkFrom, 1), weight, line, taper);
  ink(ctx, part(l.right, inkFrom, 1), weight, line, taper);
}

/** Cap, locks, shine, parting and ahoge: everything of the hair that lies over the face. */
export function drawFrontHair(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing, locks: readonly LaidLock[]): void {
  const { hair, tip } = figure.palette;
  const capped = figure.dna.accessories.some((a) => a.kind === 'cap');
  const low = Math.max(40, ...locks.map((l) => l.lock.tipY));
  const base = linear(
    ctx,
    0,
    -60,
    0,
    low,
    tip === null
      ? [
          [0, hair.base],
          [1, mix(hair.base, hair.shadow, 0.45)],
        ]
      : [
          [0, hair.base],
          [0.35, hair.base],
          [1, tip.base],
        ],
  );
  const shadow: Paint =
    tip === null
      ? hair.shadow
      : linear(ctx, 0, -60, 0, low, [
          [0.3, hair.shadow],
          [1, tip.shadow],
        ]);
  drawCap(ctx, figure, turn, d, capped, base);
  for (const l of locks) {
    const from = l.lock.zone === 'back' ? 0.14 : l.lock.zone === 'side' ? 0.3 : 0.42;
    // From behind nothing but hair is seen: locks differ in tone, or they run into one slab.
    const own = turn.back && tip === null ? mix(hair.base, hair.shadow, 0.55 * Math.abs(Math.sin(l.lock.phase * 2.3))) : base;
    drawLock(ctx, l, own, shadow, hair.line, d.line, turn.key, from);
    if (turn.back && d.detail !== 'wide') drawGloss(ctx, l, hair, d.line);
  }
  if (!turn.back) tintBangs(ctx, figure, locks);
  drawShine(ctx, hair, turn, locks);
  if (!capped && d.detail !== 'wide') drawParting(ctx, figure, turn, d);
  if (figure.dna.hair.ahoge && !capped) drawAhoge(ctx, figure, turn, d);
}

/** A long thin light down the middle of a lock, where the crown's ring of light runs out. */
function drawGloss(ctx: Ctx, l: LaidLock, hair: Tones, weight: number): void {
  const n = l.left.length - 1;
  if (Math.sin(l.lock.phase * 5) < -0.2) return;
  const points: Pt[] = [];
  for (let i = Math.ceil(n * 0.42); i <= Math.floor(n * 0.78); i++) points.push(lerpPt(at(l.left, i), at(l.right, i), 0.55));
  if (points.length > 2) ink(ctx, points, weight * 1.5, alpha(mix(hair.base, hair.light, 0.6), 0.6), { from: 0.05, to: 0.05 });
}

/** Crown and tufts as one silhouette: stroke all, then fill all, so no tuft wears its own outline. */
function drawCap(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing, capped: boolean, base: Paint): void {
  const { seed, hair } = figure.dna;
  const top = capTop(hair.volume);
  const radius = capRadius(hair.volume);
  const crown: Pt[] = [];
  for (let i = 0; i <= 48; i++) {
    const a = Math.PI + (i / 48) * Math.PI;
    const wobble = 1 + 0.008 * Math.sin(a * 7 + (seed % 97));
    crown.push([radius * wobble * Math.cos(a), -8 - (top + 8) * wobble * Math.sin(a)]);
  }
  const rim = curve(
    [
      [radius, -8],
      [70, -62],
      [turn.axis, -80],
      [-70, -62],
      [-radius, -8],
    ],
    6,
  );
  if (!capped) {
    const tufts = growTufts(figure, top, radius);
    ctx.strokeStyle = figure.palette.hair.line;
    ctx.lineWidth = d.line * 1.6;
    ctx.lineJoin = 'round';
    for (const tuft of tufts) {
      trace(ctx, tuft);
      ctx.stroke();
    }
    trace(ctx, crown, false);
    ctx.stroke();
    for (const tuft of tufts) fill(ctx, tuft, base);
  }
  fill(ctx, [...crown, ...rim], base);
}

function growTufts(figure: Figure, top: number, radius: number): Pt[][] {
  const { seed, hair } = figure.dna;
  const wild = hair.bangs === 'messy' || hair.bangs === 'spiky';
  const count = wild ? 9 : hair.bangs === 'blunt' || hair.bangs === 'back' ? 1 : 3;
  const rnd = createRandom(seed * 3 + 1);
  const tufts: Pt[][] = [];
  for (let i = 0; i < count; i++) {
    const a = Math.PI * (1.08 + (0.84 * (i + 0.5 + rnd.jitter(0.3))) / count);
    const out = Math.cos(a) < 0 ? -1 : 1;
    const length = (wild ? 17 : 8) + rnd.between(0, 9);
    const [ux, uy] = [Math.cos(a), Math.sin(a)];
    const [bx, by] = [radius * ux * 0.97, -8 - (top + 8) * uy * 0.97];
    const [tx, ty] = [-uy * out, ux * out];
    const end: Pt = [bx + tx * (length + 14) + ux * length * 0.62, by + ty * (length + 14) + uy * length * 0.62];
    const foot: Pt = [bx + tx * 12, by + ty * 12];
    const outer = curve(
      [[bx - tx * 20, by - ty * 20], [bx - tx * 2 + ux * length * 0.34, by - ty * 2 + uy * length * 0.34], end],
      5,
    );
    const inner = curve([end, lerpPt(end, foot, 0.55), foot], 5);
    tufts.push([...outer, ...inner]);
  }
  return tufts;
}

/** Light bounced from the skin into the tips of the bangs. */
function tintBangs(ctx: Ctx, figure: Figure, locks: readonly LaidLock[]): void {
  ctx.save();
  ctx.beginPath();
  for (const l of locks) if (l.lock.zone === 'bang') addPolygon(ctx, outline(l));
  ctx.clip();
  const skin = figure.palette.skin.shadow;
  ctx.fillStyle = linear(ctx, 0, -34, 0, 46, [
    [0, alpha(skin, 0)],
    [1, alpha(skin, 0.24)],
  ]);
  ctx.fillRect(-150, -34, 300, 96);
  ctx.restore();
}

/** The ring of light round the crown: per lock a thin band and three diamond spikes; a solid zigzag would look like torn paper (ART §4). */
function drawShine(ctx: Ctx, hair: Tones, turn: Turn, locks: readonly LaidLock[]): void {
  ctx.beginPath();
  for (const l of locks) {
    const angle = (l.lock.azimuth + turn.hairYaw) * DEG;
    if (Math.abs(Math.sin(angle)) < 0.93) addShine(ctx, l, angle);
  }
  ctx.fillStyle = mix(hair.base, hair.light, 0.8);
  ctx.fill();
}

function addShine(ctx: Ctx, l: LaidLock, angle: number): void {
  const n = l.left.length - 1;
  const jitter = Math.sin(l.lock.phase * 3) * 4 + 26 * (1 - Math.cos(angle));
  const squash = Math.max(0.25, Math.cos(angle));
  const along = (y: number): number | null => {
    for (let i = 0; i < n; i++) {
      const a = at(l.left, i)[1];
      const b = at(l.left, i + 1)[1];
      if (b >= y) return b === a ? i / n : (i + (y - a) / (b - a)) / n;
    }
    return null;
  };
  const y = -74 + jitter;
  const [t0, t1, t2] = [along(y), along(y + 15 * squash), along(y + (24 + 8 * Math.sin(l.lock.phase * 5)) * squash)];
  if (t0 === null || t1 === null || t2 === null || t2 > 0.86) return;
  const on = (t: number, u: number): Pt => {
    const f = clamp(t) * n;
    const i = Math.min(n - 1, Math.floor(f));
    return lerpPt(lerpPt(at(l.left, i), at(l.left, i + 1), f - i), lerpPt(at(l.right, i), at(l.right, i + 1), f - i), u);
  };
  const begin = lerp(t0, t1, 0.35);
  const end = lerp(t0, t1, 0.95);
  addPolygon(ctx, [on(begin, 0.06), on(begin - 0.01, 0.5), on(begin, 0.94), on(end, 0.94), on(end + 0.006, 0.5), on(end, 0.06)]);
  // Hair combed back is many narrow locks: one spike each, or the ring turns to straw.
  for (let q = l.lock.blunt ? 1 : 0; q < (l.lock.blunt ? 2 : 3); q++) {
    const u = 0.2 + q * 0.3;
    const k = (Math.sin(l.lock.phase * 7 + q * 2.6) + 1) / 2;
    const up = begin - (begin - t0) * (0.1 + 0.7 * (1 - k));
    const down = end + (t2 - end) * (q === 1 ? 0.9 : 0.15 + 0.5 * k);
    addPolygon(ctx, [
      on(up, u),
      on(begin, u + 0.13),
      on(end, u + 0.12),
      on(lerp(end, down, 0.4), u + 0.06),
      on(down, u + 0.01),
      on(lerp(end, down, 0.4), u - 0.05),
      on(end, u - 0.12),
      on(begin, u - 0.13),
    ]);
  }
}

function drawParting(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  const top = capTop(figure.dna.hair.volume);
  const x = 98 * Math.sin((figure.dna.hair.part + turn.hairYaw) * DEG) * 0.28;
  const strands = turn.back ? [-52, -30, -8, 14, 36, 56] : [-36, -14, 16, 40];
  for (const dx of strands) {
    const length = turn.back ? 70 : 40;
    ink(
      ctx,
      [
        [x + dx * 0.25, top + 5],
        [x + dx * 0.9, top + 5 + length * 0.45],
        [x + dx * 1.5, top + length],
      ],
      d.line * 0.55,
      figure.palette.hair.line,
      { from: 0.1, to: 0.05 },
    );
  }
}

function drawAhoge(ctx: Ctx, figure: Figure, turn: Turn, d: Drawing): void {
  const sway = d.sway * Math.sin(d.phase + 1) * 5 + d.wind * turn.side * 10;
  const [x, y] = [turn.axis * 0.3, capTop(figure.dna.hair.volume) + 5];
  const outer = curve(
    [
      [x - 5, y],
      [x - 6, y - 24],
      [x + 16 + sway, y - 42],
      [x + 44 + sway * 2, y - 32],
    ],
    6,
  );
  const inner = curve(
    [
      [x + 9, y + 2],
      [x + 8, y - 16],
      [x + 20 + sway, y - 30],
      [x + 44 + sway * 2, y - 32],
    ],
    6,
  );
  const { base, line } = figure.palette.hair;
  fill(ctx, [...outer, ...[...inner].reverse()], base);
  ink(ctx, outer, d.line, line, { smooth: true });
  ink(ctx, inner, d.line * 0.8, line, { smooth: true });
}

/** The bangs' shadow on the forehead: the locks again in skin shadow, offset away from the key light (ART §1). */
export function drawHairShadow(ctx: Ctx, figure: Figure, turn: Turn, locks: readonly LaidLock[], face: readonly Pt[]): void {
  clipped(ctx, face, () => {
    ctx.translate(-turn.key * 5, 9);
    ctx.beginPath();
    for (const l of locks) addPolygon(ctx, outline(l));
    ctx.fillStyle = figure.palette.skin.shadow;
    ctx.fill();
  });
}

/** A spindle of hair: a strand of a tail, from `root` down along an angle that falls to vertical. */
export function drawStrand(ctx: Ctx, figure: Figure, d: Drawing, spine: readonly Pt[], width: number, key: number): void {
  const n = spine.length - 1;
  const left: Pt[] = [];
  const right: Pt[] = [];
  spine.forEach(([x, y], i) => {
    const t = i / n;
    const half = width * Math.sin(Math.PI * clamp(t * 0.82 + 0.16)) ** 0.8 * (t > 0.6 ? 1 - ((t - 0.6) / 0.4) ** 1.7 : 1);
    left.push([x - half, y]);
    right.push([x + half, y]);
  });
  const { base, shadow, line } = figure.palette.hair;
  const tip = figure.palette.tip;
  const first = at(spine, 0)[1];
  const last = at(spine, n)[1];
  const paint: Paint =
    tip === null
      ? base
      : linear(ctx, 0, first, 0, last, [
          [0.3, base],
          [1, tip.base],
        ]);
  drawLock(ctx, { left, right }, paint, tip === null ? shadow : tip.shadow, line, d.line, key, 0.1);
}
