import type { ShotSize } from '@trashfire/shared/document/vocabulary';
import type { Detail } from './figure.ts';
import { screenPoint } from './lens.ts';
import { clamp, lerp } from './math.ts';
import { VIEW_H as H, type Scene, VIEW_W as W } from './places/scene.ts';
import { hash01, spread01 } from './random.ts';
import type { Backdrop, Picture, Placement } from './staging.ts';

/** What a shot size means for heads and for the backdrop (ART §8). */
export interface Framing {
  readonly share: number;
  readonly zoom: number;
  readonly blur: number;
  readonly ink: number;
  readonly detail: Detail;
  readonly crop: Placement['crop'];
  /** Space over the head, share of the frame's height. */
  readonly headroom: number;
  /** Most people this size can hold. */
  readonly room: number;
}

export const FRAMINGS: Readonly<Record<ShotSize, Framing>> = {
  ECU: { share: 0.98, zoom: 1.6, blur: 9, ink: 3.8, detail: 'full', crop: 'bust', headroom: -0.13, room: 1 },
  CU: { share: 0.68, zoom: 1.42, blur: 7, ink: 3.3, detail: 'full', crop: 'bust', headroom: 0.1, room: 1 },
  MCU: { share: 0.41, zoom: 1.25, blur: 5, ink: 2.8, detail: 'full', crop: 'half', headroom: 0.14, room: 2 },
  OTS: { share: 0.4, zoom: 1.25, blur: 6, ink: 2.8, detail: 'full', crop: 'half', headroom: 0.16, room: 2 },
  TWO: { share: 0.3, zoom: 1.1, blur: 2.6, ink: 2.5, detail: 'half', crop: 'half', headroom: 0.19, room: 3 },
  MS: { share: 0.28, zoom: 1.14, blur: 3.4, ink: 2.4, detail: 'half', crop: 'half', headroom: 0.19, room: 6 },
  FS: { share: 0.128, zoom: 1.08, blur: 0, ink: 1.7, detail: 'half', crop: 'whole', headroom: 0.12, room: 6 },
  WS: { share: 0.092, zoom: 1, blur: 0, ink: 1.4, detail: 'wide', crop: 'whole', headroom: 0.3, room: 6 },
  EWS: { share: 0.032, zoom: 1, blur: 0, ink: 1.05, detail: 'wide', crop: 'whole', headroom: 0.5, room: 6 },
  INSERT: { share: 0, zoom: 1.9, blur: 9, ink: 2.6, detail: 'full', crop: 'bust', headroom: 0, room: 0 },
};

/** Where an empty picture looks, as shares of the frame, and how long its lens is: views of one set that no eye takes for the same. */
const EMPTY_VIEWS = [
  { x: 0.5, y: 0.5, zoom: 1.04, truck: 0.6 },
  { x: 0.24, y: 0.53, zoom: 1.38, truck: -0.4 },
  { x: 0.76, y: 0.56, zoom: 1.42, truck: 0.5 },
  { x: 0.58, y: 0.6, zoom: 1.34, truck: -1 },
  { x: 0.4, y: 0.43, zoom: 1.26, truck: 0.9 },
] as const;

/** How far the camera stands beside the middle at most, view units at depth 1: more would tear what belongs together indoors. */
const TRUCK = { indoors: 70, outdoors: 150 } as const;

/**
 * How the place is seen: side, height, lens and standpoint follow from the shot's seed, its angle and where its people
 * look, so two shots of one place are two framings of one set, and one shot is always the same one (R9).
 */
export function frameBackdrop(picture: Picture, framing: Framing, scene: Scene, people: readonly number[]): Backdrop {
  const u = (salt: number): number => hash01(picture.seed, salt);
  const reach = scene.glassDepth === null ? TRUCK.outdoors : TRUCK.indoors;
  const dutch = picture.angle === 'dutch';
  const roll = dutch ? (u(5) < 0.5 ? -1 : 1) * 0.085 : 0;
  const tilt = picture.angle === 'low' ? -0.12 : picture.angle === 'high' ? 0.11 : 0;
  const lens = (dutch ? 1.13 : 1) * (tilt === 0 ? 1 : 1.14);
  if (people.length === 0 && picture.size !== 'INSERT') return frameEmpty(picture, scene, { lens, tilt, roll, reach });
  const close = framing.zoom > 1.2;
  const zoom = framing.zoom * lens * lerp(1, framing.crop === 'whole' ? 1.18 : 1.28, spread01(picture.seed, 0));
  const x =
    W * (0.5 + sideOf(picture, people) * (close ? 0.13 : 0.09) + (spread01(picture.seed, 1) - 0.5) * (close ? 0.24 : 0.26));
  const truck = reach * 2 * (spread01(picture.seed, 2) - 0.5);
  const height = picture.size === 'INSERT' ? 0.66 : close ? 0.47 : 0.5;
  const y = framing.crop === 'whole' ? standingHeightOf(scene, zoom) : H * (height + 0.05 * (u(7) - 0.5));
  return {
    zoom,
    x:
      scene.subject === null
        ? scene.glassDepth !== null && close
          ? lerp(x, W * 0.5, 0.3)
          : x
        : besideSubject(picture, people, scene.subject, zoom, truck),
    y: y + tilt * H,
    truck,
    blur: framing.blur,
    roll,
  };
}

/** What the place is about stands where a single face looks to, and between two: behind a head it would be a halo. */
function besideSubject(picture: Picture, people: readonly number[], subject: number, zoom: number, truck: number): number {
  const side = sideOf(picture, people);
  const toward = people.length > 1 ? 0 : side === 0 ? (spread01(picture.seed, 1) < 0.5 ? -1 : 1) : -side;
  return subject - (toward * lerp(0.22, 0.29, spread01(picture.seed, 1)) * W) / zoom - truck * 0.85;
}

interface Aim {
  readonly lens: number;
  /** Share of the frame's height the camera looks up or down. */
  readonly tilt: number;
  readonly roll: number;
  readonly reach: number;
}

/** An extreme wide shot establishes and takes the whole set; the others take a part of it, with all of what the place is about. */
function frameEmpty(picture: Picture, scene: Scene, { lens, tilt, roll, reach }: Aim): Backdrop {
  const u = (salt: number): number => hash01(picture.seed, salt);
  const turn = Math.min(3, Math.floor(spread01(picture.seed, 0) * 4));
  const view = picture.size === 'EWS' ? EMPTY_VIEWS[0] : (EMPTY_VIEWS[1 + turn] ?? EMPTY_VIEWS[1]);
  const zoom = view.zoom * lens * lerp(0.97, 1.06, u(4));
  const truck = reach * (view.truck + 0.5 * (u(8) - 0.5));
  const x = W * (view.x + 0.05 * (u(6) - 0.5));
  const room = (0.26 * W) / zoom;
  return {
    zoom,
    x: scene.subject === null ? x : clamp(x, scene.subject - room, scene.subject + room) - truck * 0.7,
    y: H * clamp(view.y + tilt + 0.04 * (u(7) - 0.5), 0.4, 0.62),
    truck,
    blur: 0,
    roll,
  };
}

/** The height to look at so that the near ground stays low in the frame, whatever the lens: people must have room to stand. */
function standingHeightOf(scene: Scene, zoom: number): number {
  return scene.ground.near - (0.455 * H) / zoom;
}

/** Behind whoever looks right lies the left of the set, and the other way round: single shots keep to their side of the axis. */
function sideOf(picture: Picture, people: readonly number[]): number {
  const looks = people.map((i) => picture.cast[i]?.facing);
  const right = looks.filter((f) => f === 'right').length;
  const left = looks.filter((f) => f === 'left').length;
  return clamp(left - right, -1, 1);
}

/** y of the soles of someone who stands at `share` between the far and the near ground, kept inside the frame. */
export function groundAt(scene: Scene, backdrop: Backdrop, share: number): number {
  const place = lerp(scene.ground.far, scene.ground.near, share);
  return Math.min(screenPoint(backdrop, scene.ground.depth, W / 2, place)[1], 0.978 * H);
}
