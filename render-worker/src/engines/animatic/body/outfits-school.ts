import { ellipse, fill, ink } from '../ink.ts';
import { type Dressing, patch, softPatch } from './torso.ts';

/** Sailor collar with its stripe, and the scarf tied under it. */
export function drawSailor(dressing: Dressing): void {
  const { ctx, figure, rig, line, d } = dressing;
  const { inner: collar, accent: ribbon, white } = figure.palette;
  const nw = figure.anatomy.body.neck;
  const sh = rig.shoulder;
  for (const s of [-1, 1]) {
    patch(
      dressing,
      [
        [s * (nw + 4), 160],
        [s * (nw + 28), 174],
        [s * sh * 0.72, 205],
        [s * sh * 0.67, 262],
        [s * sh * 0.36, 296],
        [s * 6, 322],
        [s * 4, 286],
        [s * nw * 0.9, 214],
      ],
      s * rig.key < 0 ? collar.shadow : collar.base,
      collar.line,
    );
    ink(
      ctx,
      rig.places([
        [s * sh * 0.62, 212],
        [s * sh * 0.57, 254],
        [s * sh * 0.31, 284],
        [s * 10, 308],
      ]),
      line * 1.4,
      white.base,
      { from: 0.9, to: 0.9 },
    );
  }
  const y = 322;
  const flutter = d.sway * Math.sin(d.phase) * 4 + d.wind * rig.side * 10;
  patch(
    dressing,
    [
      [-4, y],
      [-50, y - 24],
      [-62, y + 4],
      [-46, y + 30],
    ],
    ribbon.base,
    ribbon.line,
  );
  patch(
    dressing,
    [
      [4, y],
      [50, y - 24],
      [62, y + 4],
      [46, y + 30],
    ],
    ribbon.shadow,
    ribbon.line,
  );
  patch(
    dressing,
    [
      [-6, y + 6],
      [-34 + flutter, y + 84],
      [-12 + flutter, y + 92],
      [2, y + 10],
    ],
    ribbon.base,
    ribbon.line,
  );
  patch(
    dressing,
    [
      [4, y + 6],
      [30 + flutter, y + 80],
      [12 + flutter, y + 92],
      [-2, y + 10],
    ],
    ribbon.shadow,
    ribbon.line,
  );
  patch(
    dressing,
    [
      [-12, y - 14],
      [12, y - 14],
      [13, y + 14],
      [-13, y + 14],
    ],
    ribbon.base,
    ribbon.line,
  );
}

/** Shirt, tie and lapels. */
export function drawBlazer(dressing: Dressing): void {
  const { ctx, figure, rig, line } = dressing;
  const { inner: shirt, accent: tie, top } = figure.palette;
  const nw = figure.anatomy.body.neck;
  const sh = rig.shoulder;
  patch(
    dressing,
    [
      [-nw - 10, 168],
      [0, 222],
      [nw + 10, 168],
      [sh * 0.26, 260],
      [0, 430],
      [-sh * 0.26, 260],
    ],
    shirt.base,
    shirt.line,
  );
  fill(
    ctx,
    rig.places([
      [-nw - 8, 176],
      [0, 232],
      [nw + 8, 176],
      [nw + 12, 200],
      [0, 262],
      [-nw - 12, 200],
    ]),
    shirt.shadow,
  );
  patch(
    dressing,
    [
      [-10, 222],
      [10, 222],
      [8, 244],
      [16, 400],
      [0, 426],
      [-16, 400],
      [-8, 244],
    ],
    tie.base,
    tie.line,
  );
  fill(
    ctx,
    rig.places([
      [0, 246],
      [8, 246],
      [15, 400],
      [0, 424],
    ]),
    tie.shadow,
  );
  for (const s of [-1, 1]) {
    patch(
      dressing,
      [
        [s * (nw + 2), 156],
        [s * 4, 220],
        [s * 28, 250],
        [s * (nw + 20), 186],
      ],
      shirt.base,
      shirt.line,
    );
    patch(
      dressing,
      [
        [s * (nw + 16), 165],
        [s * sh * 0.5, 201],
        [s * sh * 0.56, 258],
        [s * sh * 0.4, 270],
        [s * sh * 0.44, 296],
        [s * 2, 440],
        [s * sh * 0.22, 270],
      ],
      s * rig.key < 0 ? top.shadow : top.base,
      top.line,
    );
  }
  ink(
    ctx,
    rig.places([
      [0, 440],
      [4, 616],
    ]),
    line,
    top.line,
  );
  for (const y of [470, 530]) {
    const [x, py] = rig.place(9, y);
    ellipse(ctx, x, py, 6, 6, tie.base);
  }
  patch(
    dressing,
    [
      [-sh * 0.62, 330],
      [-sh * 0.34, 334],
      [-sh * 0.34, 342],
      [-sh * 0.62, 338],
    ],
    top.shadow,
    top.line,
    0.5,
  );
}

/** Hood lying on the shoulders, cords, kangaroo pocket. */
export function drawHoodie(dressing: Dressing): void {
  const { ctx, figure, rig, line } = dressing;
  const { inner, top } = figure.palette;
  const nw = figure.anatomy.body.neck;
  const sh = rig.shoulder;
  for (const s of [-1, 1]) {
    softPatch(
      dressing,
      [
        [s * (nw - 4), 130],
        [s * (nw + 34), 150],
        [s * sh * 0.6, 192],
        [s * sh * 0.44, 232],
        [s * 20, 250],
        [0, 238],
        [s * (nw - 6), 190],
      ],
      s * rig.key < 0 ? top.shadow : top.base,
      top.line,
    );
  }
  fill(
    ctx,
    rig.places([
      [-nw + 2, 172],
      [0, 232],
      [nw - 2, 172],
      [0, 206],
    ]),
    top.deep,
  );
  for (const s of [-1, 1]) {
    ink(
      ctx,
      rig.places([
        [s * 26, 238],
        [s * 30, 290],
        [s * 27, 330],
      ]),
      line * 1.8,
      inner.base,
      { from: 1, to: 1 },
    );
    const [x, y] = rig.place(s * 27, 334);
    ellipse(ctx, x, y, 5, 7, inner.shadow);
  }
  ink(
    ctx,
    rig.places([
      [-sh * 0.56, 606],
      [-sh * 0.38, 486],
      [sh * 0.38, 486],
      [sh * 0.56, 606],
    ]),
    line * 0.85,
    top.line,
    { from: 0.6, to: 0.6 },
  );
  ink(
    ctx,
    rig.places([
      [-sh * 0.3, 300],
      [-sh * 0.1, 330],
      [sh * 0.1, 326],
    ]),
    line * 0.6,
    top.line,
    { from: 0.6, to: 0.05 },
  );
}
