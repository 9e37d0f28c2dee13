import { ellipse, fill, ink } from '../ink.ts';
import { type Dressing, patch, softPatch } from './torso.ts';

/** Round collar, placket with snaps, flap pockets. */
export function drawRaincoat(dressing: Dressing): void {
  const { ctx, figure, rig, line, cut } = dressing;
  const { inner, top } = figure.palette;
  const nw = figure.anatomy.body.neck;
  const sh = rig.shoulder;
  for (const s of [-1, 1]) {
    softPatch(
      dressing,
      [
        [s * (nw + 2), 142],
        [s * (nw + 26), 152],
        [s * (nw + 58), 190],
        [s * 46, 226],
        [s * 6, 214],
        [s * nw * 0.8, 190],
      ],
      s * rig.key < 0 ? top.shadow : top.base,
      top.line,
    );
    patch(
      dressing,
      [
        [s * sh * 0.28, 560],
        [s * sh * 0.7, 548],
        [s * sh * 0.72, 576],
        [s * sh * 0.28, 588],
      ],
      top.shadow,
      top.line,
      0.7,
    );
  }
  patch(
    dressing,
    [
      [-12, 212],
      [14, 212],
      [20, cut.hem],
      [-14, cut.hem],
    ],
    top.base,
    top.line,
    0.7,
  );
  for (let y = 250; y < cut.hem - 30; y += 78) {
    const [x, py] = rig.place(3, y);
    ellipse(ctx, x, py, 8, 8, top.line);
    ellipse(ctx, x, py, 8 - line * 0.5, 8 - line * 0.5, inner.base);
  }
  ink(
    ctx,
    rig.places([
      [-sh * 0.86, 250],
      [-sh * 0.6, 226],
      [-sh * 0.3, 232],
    ]),
    line * 0.7,
    top.light,
    { from: 0.1, to: 0.1 },
  );
}

/** Pullover, wide lapels, two rows of buttons. */
export function drawCoat(dressing: Dressing): void {
  const { ctx, figure, rig, line } = dressing;
  const { inner, top } = figure.palette;
  const nw = figure.anatomy.body.neck;
  const sh = rig.shoulder;
  patch(
    dressing,
    [
      [-nw - 10, 180],
      [nw + 10, 180],
      [sh * 0.25, 300],
      [0, 480],
      [-sh * 0.25, 300],
    ],
    inner.base,
    inner.line,
  );
  for (let k = 0; k < 6; k++)
    ink(
      ctx,
      rig.places([
        [-sh * 0.2, 250 + k * 28],
        [0, 258 + k * 28],
        [sh * 0.2, 250 + k * 28],
      ]),
      line * 0.6,
      inner.shadow,
      { from: 0.4, to: 0.4 },
    );
  softPatch(
    dressing,
    [
      [-nw - 6, 158],
      [0, 190],
      [nw + 6, 158],
      [nw + 10, 186],
      [0, 220],
      [-nw - 10, 186],
    ],
    inner.base,
    inner.line,
    0.7,
  );
  for (const s of [-1, 1]) {
    patch(
      dressing,
      [
        [s * (nw + 20), 158],
        [s * sh * 0.58, 200],
        [s * sh * 0.62, 280],
        [s * sh * 0.44, 290],
        [s * sh * 0.46, 330],
        [s * 6, 500],
        [s * sh * 0.2, 300],
      ],
      s * rig.key < 0 ? top.shadow : top.base,
      top.line,
    );
    for (const y of [540, 640, 740]) {
      const [x, py] = rig.place(s * 26, y);
      ellipse(ctx, x, py, 8, 8, top.line);
      ellipse(ctx, x - 1, py - 1, 5.5, 5.5, top.light);
    }
  }
  ink(
    ctx,
    rig.places([
      [0, 500],
      [6, 930],
    ]),
    line * 0.9,
    top.line,
  );
}

/** Open collar, placket, breast pocket. */
export function drawShirt(dressing: Dressing): void {
  const { ctx, figure, rig, line } = dressing;
  const { top, inner, bottom } = figure.palette;
  const nw = figure.anatomy.body.neck;
  const sh = rig.shoulder;
  fill(
    ctx,
    rig.places([
      [-nw * 0.7, 190],
      [0, 232],
      [nw * 0.7, 190],
      [0, 214],
    ]),
    inner.base,
  );
  for (const s of [-1, 1]) {
    patch(
      dressing,
      [
        [s * (nw - 2), 150],
        [s * 5, 228],
        [s * 36, 264],
        [s * (nw + 26), 188],
      ],
      s * rig.key < 0 ? top.shadow : top.light,
      top.line,
    );
  }
  ink(
    ctx,
    rig.places([
      [0, 232],
      [2, 400],
      [0, 584],
    ]),
    line * 0.8,
    top.line,
    { from: 0.6, to: 0.6 },
  );
  ink(
    ctx,
    rig.places([
      [15, 262],
      [17, 400],
      [15, 584],
    ]),
    line * 0.5,
    top.line,
    { from: 0.3, to: 0.3 },
  );
  for (let y = 282; y < 570; y += 70) {
    const [x, py] = rig.place(8, y);
    ellipse(ctx, x, py, 4.5, 4.5, top.deep);
  }
  patch(
    dressing,
    [
      [-sh * 0.6, 322],
      [-sh * 0.28, 322],
      [-sh * 0.28, 384],
      [-sh * 0.44, 396],
      [-sh * 0.6, 384],
    ],
    top.base,
    top.line,
    0.6,
  );
  patch(
    dressing,
    [
      [-sh * figure.anatomy.body.hip, 560],
      [sh * figure.anatomy.body.hip, 560],
      [sh * figure.anatomy.body.hip, 586],
      [-sh * figure.anatomy.body.hip, 586],
    ],
    bottom.deep,
    bottom.line,
    0.7,
  );
}

/** Round neck with a small white collar, buttons and a sash at the waist. */
export function drawDress(dressing: Dressing): void {
  const { ctx, figure, rig } = dressing;
  const { inner, accent, top } = figure.palette;
  const { neck: nw, waist, shoulder: sh } = figure.anatomy.body;
  for (const s of [-1, 1]) {
    softPatch(
      dressing,
      [
        [s * (nw - 2), 160],
        [s * (nw + 30), 184],
        [s * (nw + 36), 216],
        [s * 34, 240],
        [s * 3, 232],
        [s * nw * 0.6, 204],
      ],
      s * rig.key < 0 ? inner.shadow : inner.base,
      inner.line,
    );
  }
  for (let y = 268; y < 440; y += 54) {
    const [x, py] = rig.place(0, y);
    ellipse(ctx, x, py, 5.5, 5.5, top.line);
    ellipse(ctx, x, py, 4, 4, inner.base);
  }
  const w = sh * waist * 1.02;
  patch(
    dressing,
    [
      [-w, 452],
      [0, 462],
      [w, 452],
      [w * 1.01, 492],
      [0, 502],
      [-w * 1.01, 492],
    ],
    accent.base,
    accent.line,
  );
  fill(
    ctx,
    rig.places([
      [-rig.key * w * 0.3, 460],
      [-rig.key * w, 454],
      [-rig.key * w, 492],
      [-rig.key * w * 0.36, 500],
    ]),
    accent.shadow,
  );
}

/** Bib, straps and waistband over a plain blouse. */
export function drawApron(dressing: Dressing): void {
  const { ctx, figure, rig, line } = dressing;
  const { top, inner, accent } = figure.palette;
  const { neck: nw, waist, shoulder: sh } = figure.anatomy.body;
  for (const s of [-1, 1])
    patch(
      dressing,
      [
        [s * (nw - 2), 154],
        [s * 4, 220],
        [s * 32, 248],
        [s * (nw + 22), 188],
      ],
      s * rig.key < 0 ? top.shadow : top.light,
      top.line,
    );
  for (const s of [-1, 1])
    patch(
      dressing,
      [
        [s * (nw + 14), 178],
        [s * (nw + 34), 188],
        [s * sh * 0.4, 320],
        [s * sh * 0.3, 320],
      ],
      inner.base,
      inner.line,
      0.8,
    );
  const w = sh * waist;
  patch(
    dressing,
    [
      [-sh * 0.44, 314],
      [sh * 0.44, 314],
      [w * 0.86, 462],
      [-w * 0.86, 462],
    ],
    inner.base,
    inner.line,
  );
  fill(
    ctx,
    rig.places([
      [-rig.key * sh * 0.2, 318],
      [-rig.key * sh * 0.43, 318],
      [-rig.key * w * 0.84, 460],
      [-rig.key * w * 0.4, 460],
    ]),
    inner.shadow,
  );
  patch(
    dressing,
    [
      [-sh * 0.2, 352],
      [sh * 0.2, 352],
      [sh * 0.18, 402],
      [0, 412],
      [-sh * 0.18, 402],
    ],
    accent.base,
    accent.line,
    0.7,
  );
  patch(
    dressing,
    [
      [-w * 1.02, 458],
      [w * 1.02, 458],
      [w * 1.04, 490],
      [-w * 1.04, 490],
    ],
    accent.base,
    accent.line,
    0.8,
  );
  ink(
    ctx,
    rig.places([
      [w * 0.6, 490],
      [w * 0.72, 560],
      [w * 0.6, 600],
    ]),
    line * 2.4,
    accent.base,
    { from: 0.8, to: 0.4 },
  );
}
