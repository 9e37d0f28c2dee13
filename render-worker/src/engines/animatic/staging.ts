import type { CastStaging, ShotManifest } from '@trashfire/shared/render/manifest';
import { type Anatomy, anatomyOf, HEAD_HEIGHT, HEAD_TOP, standingHeight } from './anatomy.ts';
import { bearingOf, breadthOf, facingEachOther } from './bearing.ts';
import type { Detail } from './figure.ts';
import { FRAMINGS, type Framing, frameBackdrop, groundAt } from './framing.ts';
import { screenPoint } from './lens.ts';
import { clamp, DEG, lerp } from './math.ts';
import { VIEW_H as H, type Scene, VIEW_W as W } from './places/scene.ts';
import { hash01, spread01 } from './random.ts';

/** Where everybody stands and how the backdrop is seen: pure, from the manifest's picture and the place alone (ART §8). */
export type Picture = ShotManifest['picture'];

export interface Placement {
  /** Index in the manifest's cast. */
  readonly cast: number;
  /** Skull's centre in view units, and pixels per head unit at 1280 x 720. */
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly yaw: number;
  readonly bodyYaw: number;
  readonly back: boolean;
  readonly crop: 'bust' | 'half' | 'whole';
  readonly detail: Detail;
  /** Ink weight on screen, view units (ART §6). */
  readonly ink: number;
  /** The dark back of an over-the-shoulder shot. */
  readonly foreground: boolean;
  /** How somebody who only stands holds arms and weight, and how the head is held, radians: people are no mannequins. */
  readonly stance: Stance;
  readonly tilt: number;
  readonly key: -1 | 1;
  /** y of the ground under the feet; null when feet are out of frame. */
  readonly ground: number | null;
}

/** rest: arms down. hip: a hand on the hip. heart: a hand before the chest. behind: hands behind the back. */
export type Stance = 'rest' | 'hip' | 'heart' | 'behind';

export interface Backdrop {
  readonly zoom: number;
  /** Point of the place that lies in the frame's middle, view units. */
  readonly x: number;
  readonly y: number;
  /** How far the camera stands beside the middle, view units at depth 1: near layers shift against far ones. */
  readonly truck: number;
  /** Blur radius in view units for the farthest layer. */
  readonly blur: number;
  /** Dutch angle in radians. */
  readonly roll: number;
}

export interface Staging {
  readonly placements: readonly Placement[];
  readonly backdrop: Backdrop;
  /** Depth the cast moves at: with the ground their feet are seen on, else a pan would make them skate. */
  readonly castDepth: number;
  /** -1 seen from below .. 1 from above. */
  readonly pitch: number;
  /** Height of the main head against the frame's; null without a cast. */
  readonly headShare: number | null;
}

/** Heads of the largest crowd still keep 18% of a medium shot. */
const CROWD = [1, 1, 1, 0.92, 0.84, 0.79, 0.77] as const;

/** Puts cast and camera into a place. @param speakers character ids; who speaks is kept when a size has no room for all. */
export function stagePicture(picture: Picture, scene: Scene, speakers: readonly string[] = []): Staging {
  const framing = FRAMINGS[picture.size];
  const members = castIn(picture, framing, speakers);
  const backdrop = frameBackdrop(picture, framing, scene, members);
  const pitch = picture.angle === 'low' ? -0.9 : picture.angle === 'high' ? 0.9 : 0;
  const placements =
    picture.size === 'OTS' && members.length > 1
      ? placeOverShoulder(picture, members, framing)
      : placeRow(picture, members, framing, scene, backdrop);
  const lit = placements.map((p) => ({ ...p, key: keySide(scene, backdrop, p.x) }));
  const main = lit.find((p) => !p.foreground);
  const castDepth = framing.crop === 'whole' ? scene.ground.depth : 1;
  return { placements: lit, backdrop, castDepth, pitch, headShare: main === undefined ? null : (main.scale * HEAD_HEIGHT) / H };
}

/** Who fits the frame: the speaker first where there is room for one only. */
function castIn(picture: Picture, framing: Framing, speakers: readonly string[]): number[] {
  const order = picture.cast.map((_, i) => i);
  if (framing.room >= order.length) return order;
  const rank = (i: number): number => {
    const turn = speakers.indexOf(picture.cast[i]?.characterId ?? '');
    return turn < 0 ? speakers.length + i : turn;
  };
  return [...order].sort((a, b) => rank(a) - rank(b)).slice(0, framing.room);
}

function keySide(scene: Scene, backdrop: Backdrop, x: number): -1 | 1 {
  return lightAt(scene, backdrop)[0] > x ? 1 : -1;
}

/** Where the key light stands in the frame, view units. */
export function lightAt(scene: Scene, backdrop: Backdrop): readonly [x: number, y: number] {
  return screenPoint(backdrop, scene.ground.depth, scene.light[0], scene.light[1]);
}

const NATURAL = standingHeight(anatomyOf(reference('adult')));

function reference(age: 'adult'): Parameters<typeof anatomyOf>[0] {
  return {
    seed: 1,
    age,
    frame: 'masculine',
    skin: '#e0b090',
    jaw: 0.5,
    build: 0.5,
    stature: 1,
    hair: { color: '#333333', tip: null, bangs: 'swept', length: 'short', tie: 'none', part: 0, volume: 1, ahoge: false },
    eyes: { color: '#446688', height: 36, tilt: 0 },
    brow: 7,
    beard: { kind: 'none', color: '#333333' },
    outfit: { kind: 'shirt', top: '#888888', inner: '#ffffff', bottom: '#444444', accent: '#aa4444' },
    accessories: [],
  };
}

/** Scale that makes a figure as tall as its stature says, within what keeps heads in their range. */
function statureScale(member: CastStaging, anatomy: Anatomy): number {
  return clamp((member.dna.stature * NATURAL) / standingHeight(anatomy), 0.86, 1.12);
}

/** People side by side on one ground line, left to right as the manifest says. */
function placeRow(
  picture: Picture,
  members: readonly number[],
  framing: Framing,
  scene: Scene,
  backdrop: Backdrop,
): Omit<Placement, 'key'>[] {
  const rank = { left: 0, centre: 1, right: 2 } as const;
  const cast = members
    .map((index) => ({ index, member: picture.cast[index] }))
    .filter((c): c is { index: number; member: CastStaging } => c.member !== undefined);
  const ordered = [...cast].sort((a, b) => rank[a.member.position] - rank[b.member.position] || a.index - b.index);
  const n = ordered.length;
  const crowd = framing.crop === 'half' ? (CROWD[n] ?? 0.77) : 1;
  return ordered.map(({ index, member }, slot) => {
    const anatomy = anatomyOf(member.dna);
    const tall = framing.share > 0.35 ? 1 : statureScale(member, anatomy);
    const breadth = n === 1 ? breadthOf(picture.size, picture.seed) : 1;
    const scale = ((framing.share * crowd * breadth * H) / HEAD_HEIGHT) * tall;
    const x = slotX(picture, framing, scene, backdrop, member, slot, n);
    const seed = picture.seed + index * 0x2f6e2b1;
    const bearing = picture.size === 'TWO' && n === 2 ? facingEachOther(member, slot, seed) : bearingOf(member, x, seed);
    const common = {
      cast: index,
      x,
      scale,
      ...bearing,
      crop: framing.crop,
      detail: framing.detail,
      ink: framing.ink,
      foreground: false,
    };
    if (framing.crop === 'whole') {
      const ground = groundLine(picture, scene, backdrop, slot, n);
      return { ...common, y: 0, ground };
    }
    // Short people stand lower in the frame: eyes do not line up in a family.
    const drop = (1 - tall) * 300 * framing.share * 2;
    const top = (framing.headroom + 0.03 * (hash01(picture.seed, 36) - 0.5)) * H + crownSpace(member) * scale;
    return {
      ...common,
      y: top - HEAD_TOP * scale + drop + (picture.angle === 'high' ? 14 : picture.angle === 'low' ? -8 : 0),
      ground: null,
    };
  });
}

/** Buns and hats need a little more headroom. */
const crownSpace = (member: CastStaging): number => (member.dna.hair.tie === 'bun' ? 26 : member.dna.hair.ahoge ? 16 : 4);

function slotX(
  picture: Picture,
  framing: Framing,
  scene: Scene,
  backdrop: Backdrop,
  member: CastStaging,
  slot: number,
  n: number,
): number {
  const path = screenPoint(backdrop, scene.ground.depth, scene.path, H / 2)[0];
  if (n === 1) {
    // Looking room: more space before the face than behind it.
    const room = member.facing === 'right' ? -0.07 : member.facing === 'left' ? 0.07 : 0;
    const wanted =
      { left: -0.05, centre: 0, right: 0.05 }[member.position] * (framing.share > 0.5 ? 0.6 : framing.share > 0.2 ? 1.4 : 3);
    if (picture.size === 'EWS') return clamp(path + wanted * W, 0.2 * W, 0.8 * W);
    const near = framing.share > 0.5 ? 0.05 : 0.09;
    // Off to one side by the seed, never past the middle into the room the face looks into.
    const off = spread01(picture.seed, 0) * near;
    return W * clamp(0.5 + room + wanted + (room === 0 ? 2 * off - near : Math.sign(room) * off), 0.13, 0.87);
  }
  const spread = framing.crop === 'whole' ? (picture.size === 'EWS' ? 0.1 : 0.3) : n === 2 ? 0.4 : 0.66;
  const width = framing.crop === 'whole' ? clamp(spread + 0.1 * (n - 2), 0, 0.72) : spread + (n > 3 ? 0.08 : 0);
  const middle = picture.size === 'EWS' ? clamp(path / W, 0.4, 0.6) : 0.5;
  const jitter = (hash01(picture.seed, 20 + slot) - 0.5) * 0.02;
  return W * (middle + (slot / (n - 1) - 0.5) * width + jitter);
}

function groundLine(picture: Picture, scene: Scene, backdrop: Backdrop, slot: number, n: number): number {
  if (picture.size === 'EWS') return groundAt(scene, backdrop, 0) + (n > 1 ? (slot % 2) * 5 : 0);
  if (picture.size === 'FS') return 0.982 * H;
  return groundAt(scene, backdrop, 0.88) + (n > 2 ? (slot % 2) * 9 : 0);
}

/** Over the shoulder: the subject at 40%, a dark back at 58% in the lower corner the subject looks to (ART §8). */
function placeOverShoulder(picture: Picture, members: readonly number[], framing: Framing): Omit<Placement, 'key'>[] {
  const away = members.find((i) => picture.cast[i]?.facing === 'away') ?? members[1] ?? 0;
  const subject = members.find((i) => i !== away) ?? 0;
  const subjectCast = picture.cast[subject];
  const backCast = picture.cast[away];
  if (subjectCast === undefined || backCast === undefined) return [];
  const toRight = subjectCast.facing === 'right' || (subjectCast.facing !== 'left' && backCast.position !== 'left');
  const s = toRight ? 1 : -1;
  const scale = (framing.share * H) / HEAD_HEIGHT;
  const backScale = (0.58 * H) / HEAD_HEIGHT;
  const u = (salt: number): number => hash01(picture.seed, salt);
  const yaw = subjectCast.facing === 'camera' ? 0.2 : lerp(0.32, 0.48, u(31));
  return [
    {
      cast: subject,
      x: W * (0.5 - s * lerp(0.06, 0.13, u(37))),
      y: framing.headroom * H - HEAD_TOP * scale,
      scale,
      yaw: yaw * s,
      bodyYaw: 0.36 * s,
      back: false,
      crop: 'half',
      detail: 'full',
      ink: framing.ink,
      foreground: false,
      stance: 'rest',
      tilt: (u(34) - 0.5) * 5 * DEG,
      ground: null,
    },
    {
      cast: away,
      x: W * (0.5 + s * lerp(0.31, 0.37, u(38))),
      y: lerp(0.45, 0.53, u(39)) * H,
      scale: backScale,
      yaw: -0.55 * s,
      bodyYaw: -0.3 * s,
      back: true,
      crop: 'bust',
      detail: 'half',
      ink: 3.4,
      foreground: true,
      stance: 'rest',
      tilt: 0,
      ground: null,
    },
  ];
}
