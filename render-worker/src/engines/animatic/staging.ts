import type { ShotSize } from '@trashfire/shared/document/vocabulary';
import type { CastStaging, ShotManifest } from '@trashfire/shared/render/manifest';
import { type Anatomy, anatomyOf, HEAD_HEIGHT, HEAD_TOP, standingHeight } from './anatomy.ts';
import type { Detail } from './figure.ts';
import { at, clamp, lerp } from './math.ts';
import { VIEW_H as H, type Scene, VIEW_W as W } from './places/scene.ts';
import { hash01 } from './random.ts';

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
  readonly key: -1 | 1;
  /** y of the ground under the feet; null when feet are out of frame. */
  readonly ground: number | null;
}

export interface Backdrop {
  readonly zoom: number;
  /** Point of the place that lies in the frame's middle, view units. */
  readonly x: number;
  readonly y: number;
  /** Blur radius in view units for the farthest layer. */
  readonly blur: number;
  /** Dutch angle in radians. */
  readonly roll: number;
}

export interface Staging {
  readonly placements: readonly Placement[];
  readonly backdrop: Backdrop;
  /** -1 seen from below .. 1 from above. */
  readonly pitch: number;
  /** Height of the main head against the frame's; null without a cast. */
  readonly headShare: number | null;
}

interface Framing {
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

const FRAMINGS: Readonly<Record<ShotSize, Framing>> = {
  ECU: { share: 0.98, zoom: 1.6, blur: 9, ink: 3.8, detail: 'full', crop: 'bust', headroom: -0.13, room: 1 },
  CU: { share: 0.68, zoom: 1.42, blur: 7, ink: 3.3, detail: 'full', crop: 'bust', headroom: 0.1, room: 1 },
  MCU: { share: 0.41, zoom: 1.25, blur: 5, ink: 2.8, detail: 'full', crop: 'half', headroom: 0.14, room: 2 },
  OTS: { share: 0.4, zoom: 1.25, blur: 6, ink: 2.8, detail: 'full', crop: 'half', headroom: 0.16, room: 2 },
  TWO: { share: 0.3, zoom: 1.06, blur: 2.6, ink: 2.5, detail: 'half', crop: 'half', headroom: 0.19, room: 3 },
  MS: { share: 0.28, zoom: 1.12, blur: 3.4, ink: 2.4, detail: 'half', crop: 'half', headroom: 0.19, room: 6 },
  FS: { share: 0.128, zoom: 1.02, blur: 0, ink: 1.7, detail: 'half', crop: 'whole', headroom: 0.12, room: 6 },
  WS: { share: 0.092, zoom: 1, blur: 0, ink: 1.4, detail: 'wide', crop: 'whole', headroom: 0.3, room: 6 },
  EWS: { share: 0.032, zoom: 1, blur: 0, ink: 1.05, detail: 'wide', crop: 'whole', headroom: 0.5, room: 6 },
  INSERT: { share: 0, zoom: 1.9, blur: 9, ink: 2.6, detail: 'full', crop: 'bust', headroom: 0, room: 0 },
};

/** Heads of the largest crowd still keep 18% of a medium shot. */
const CROWD = [1, 1, 1, 0.92, 0.84, 0.79, 0.77] as const;

export function stagePicture(picture: Picture, scene: Scene, speakers: readonly string[] = []): Staging {
  const framing = FRAMINGS[picture.size];
  const backdrop = frameBackdrop(picture, framing, scene);
  const pitch = picture.angle === 'low' ? -0.9 : picture.angle === 'high' ? 0.9 : 0;
  const members = castIn(picture, framing, speakers);
  const placements =
    picture.size === 'OTS' && members.length > 1
      ? placeOverShoulder(picture, members, framing)
      : placeRow(picture, members, framing, scene);
  const lit = placements.map((p) => ({ ...p, key: keySide(scene, backdrop, p.x) }));
  const main = lit.find((p) => !p.foreground);
  return { placements: lit, backdrop, pitch, headShare: main === undefined ? null : (main.scale * HEAD_HEIGHT) / H };
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

function frameBackdrop(picture: Picture, framing: Framing, scene: Scene): Backdrop {
  const u = hash01(picture.seed, 3);
  const close = framing.zoom > 1.2;
  const lift = picture.angle === 'low' ? -52 : picture.angle === 'high' ? 46 : 0;
  const dutch = picture.angle === 'dutch';
  const x = close ? W * at([0.32, 0.46, 0.6, 0.7], Math.floor(u * 4)) : W * 0.5;
  return {
    zoom: framing.zoom * (dutch ? 1.13 : 1) * (picture.angle === 'eye' ? 1 : 1.03),
    x: scene.glassDepth !== null && close ? lerp(x, W * 0.5, 0.3) : x,
    y: (picture.size === 'INSERT' ? 0.66 * H : close ? 0.47 * H : 0.5 * H) + lift,
    blur: framing.blur,
    roll: dutch ? (hash01(picture.seed, 5) < 0.5 ? -1 : 1) * 0.085 : 0,
  };
}

function keySide(scene: Scene, backdrop: Backdrop, x: number): -1 | 1 {
  return (scene.light[0] - backdrop.x) * backdrop.zoom + W / 2 > x ? 1 : -1;
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

function facingOf(member: CastStaging, x: number, seed: number): Pick<Placement, 'yaw' | 'bodyYaw' | 'back'> {
  const inward = x < W * 0.48 ? 1 : x > W * 0.52 ? -1 : hash01(seed, 9) < 0.5 ? 1 : -1;
  switch (member.facing) {
    case 'right':
      return { yaw: 0.46, bodyYaw: 0.38, back: false };
    case 'left':
      return { yaw: -0.46, bodyYaw: -0.38, back: false };
    case 'camera':
      return { yaw: 0.13 * inward, bodyYaw: 0.1 * inward, back: false };
    case 'away':
      return { yaw: 0.2 * inward, bodyYaw: 0.2 * inward, back: true };
  }
}

/** People side by side on one ground line, left to right as the manifest says. */
function placeRow(picture: Picture, members: readonly number[], framing: Framing, scene: Scene): Omit<Placement, 'key'>[] {
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
    const scale = ((framing.share * crowd * H) / HEAD_HEIGHT) * tall;
    const x = slotX(picture, framing, scene, member, slot, n);
    const facing = picture.size === 'TWO' && n === 2 ? facingEachOther(member, slot) : facingOf(member, x, picture.seed ^ index);
    const common = {
      cast: index,
      x,
      scale,
      ...facing,
      crop: framing.crop,
      detail: framing.detail,
      ink: framing.ink,
      foreground: false,
    };
    if (framing.crop === 'whole') {
      const ground = groundLine(picture, scene, slot, n);
      return { ...common, y: 0, ground };
    }
    // Short people stand lower in the frame: eyes do not line up in a family.
    const drop = (1 - tall) * 300 * framing.share * 2;
    const top = framing.headroom * H + crownSpace(member) * scale;
    return {
      ...common,
      y: top - HEAD_TOP * scale + drop + (picture.angle === 'high' ? 14 : picture.angle === 'low' ? -8 : 0),
      ground: null,
    };
  });
}

/** Buns and hats need a little more headroom. */
const crownSpace = (member: CastStaging): number => (member.dna.hair.tie === 'bun' ? 26 : member.dna.hair.ahoge ? 16 : 4);

function slotX(picture: Picture, framing: Framing, scene: Scene, member: CastStaging, slot: number, n: number): number {
  if (n === 1) {
    // Looking room: more space before the face than behind it.
    const room = member.facing === 'right' ? -0.07 : member.facing === 'left' ? 0.07 : 0;
    const wanted =
      { left: -0.05, centre: 0, right: 0.05 }[member.position] * (framing.share > 0.5 ? 0.6 : framing.share > 0.2 ? 1.4 : 3);
    if (picture.size === 'EWS') return scene.path + wanted * W;
    return W * (0.5 + room + wanted);
  }
  const spread = framing.crop === 'whole' ? (picture.size === 'EWS' ? 0.1 : 0.3) : n === 2 ? 0.4 : 0.66;
  const width = framing.crop === 'whole' ? clamp(spread + 0.1 * (n - 2), 0, 0.72) : spread + (n > 3 ? 0.08 : 0);
  const middle = picture.size === 'EWS' ? scene.path / W : 0.5;
  const jitter = (hash01(picture.seed, 20 + slot) - 0.5) * 0.02;
  return W * (middle + (slot / (n - 1) - 0.5) * width + jitter);
}

/** In a two-shot the left person looks right and the right one left, unless the manifest turns them away: the axis holds. */
function facingEachOther(member: CastStaging, slot: number): Pick<Placement, 'yaw' | 'bodyYaw' | 'back'> {
  const s = slot === 0 ? 1 : -1;
  if (member.facing === 'away') return { yaw: 0.2 * s, bodyYaw: 0.2 * s, back: true };
  if (member.facing === 'camera') return { yaw: 0.22 * s, bodyYaw: 0.2 * s, back: false };
  const asked = member.facing === 'right' ? 1 : -1;
  return { yaw: 0.48 * asked, bodyYaw: 0.42 * asked, back: false };
}

function groundLine(picture: Picture, scene: Scene, slot: number, n: number): number {
  if (picture.size === 'EWS') return scene.ground.far + (n > 1 ? (slot % 2) * 5 : 0);
  if (picture.size === 'FS') return 0.982 * H;
  return lerp(scene.ground.far, scene.ground.near, 0.88) + (n > 2 ? (slot % 2) * 9 : 0);
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
  const yaw = subjectCast.facing === 'camera' ? 0.2 : 0.4;
  return [
    {
      cast: subject,
      x: W * (0.5 - s * 0.09),
      y: framing.headroom * H - HEAD_TOP * scale,
      scale,
      yaw: yaw * s,
      bodyYaw: 0.36 * s,
      back: false,
      crop: 'half',
      detail: 'full',
      ink: framing.ink,
      foreground: false,
      ground: null,
    },
    {
      cast: away,
      x: W * (0.5 + s * 0.33),
      y: 0.47 * H,
      scale: backScale,
      yaw: -0.55 * s,
      bodyYaw: -0.3 * s,
      back: true,
      crop: 'bust',
      detail: 'half',
      ink: 3.4,
      foreground: true,
      ground: null,
    },
  ];
}
