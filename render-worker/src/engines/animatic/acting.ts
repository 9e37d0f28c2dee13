import type { CastStaging } from '@trashfire/shared/render/manifest';
import type { MouthTrack, Viseme } from '@trashfire/shared/render/visemes';
import { FACES } from './expressions.ts';
import type { Drawing } from './figure.ts';
import { clamp, DEG, lerp } from './math.ts';
import { createRandom, hash01 } from './random.ts';
import type { Placement } from './staging.ts';

/** How one member of the cast acts through a shot. Everything is a function of the frame, so frames can be drawn in any order. */
export interface Actor {
  readonly member: CastStaging;
  readonly placement: Placement;
  readonly cues: readonly { readonly frame: number; readonly viseme: Viseme }[];
  /** Seconds at which a blink starts. */
  readonly blinks: readonly number[];
  readonly darts: readonly { readonly at: number; readonly look: readonly [number, number] }[];
  /** Where the eyes rest while nobody speaks to them. */
  readonly rest: readonly [number, number];
  readonly seed: number;
}

const NOWHERE = [0, 0] as const;

export interface ActingShot {
  readonly fps: number;
  readonly frames: number;
  readonly pitch: number;
  /** Hair, cloth and breath move. A held shot in which nobody speaks keeps its cels still and only blinks. */
  readonly alive: boolean;
  /** -1..1 push of the wind in screen direction. */
  readonly wind: number;
  /** Somebody else's line: listeners look up. */
  readonly seed: number;
}

/** Frames a drawing stands: animation on twos at 24 fps, the same time at other rates. */
export const drawingStep = (fps: number): number => Math.max(1, Math.round(fps / 12));

/**
 * Frames this actor's drawings stand. Nobody looks at the hair of someone small and silent: they move on fours, walkers and
 * speakers on twos.
 */
export function actorStep(actor: Actor, fps: number): number {
  const walking = actor.member.pose === 'walk' || actor.member.pose === 'run';
  const resting = actor.placement.detail !== 'full' && actor.cues.length === 0 && !walking;
  return drawingStep(fps) * (resting ? 2 : 1);
}

/** Closing and opening of a lid, one value per drawing (ART §8). */
const BLINK = [0, 0.55, 1, 1, 0.6, 0] as const;

/** Decides for a whole shot when somebody blinks and looks aside (seconds) and what their mouth does (frames), from the shot's seed. */
export function castActor(member: CastStaging, placement: Placement, mouths: readonly MouthTrack[], shot: ActingShot): Actor {
  const seed = shot.seed ^ Math.imul(placement.cast + 1, 0x9e3779b1);
  const rnd = createRandom(seed);
  const seconds = shot.frames / shot.fps;
  const blinks: number[] = [];
  for (let t = rnd.between(0.6, 1.8); t < seconds; t += rnd.between(2, 4)) {
    blinks.push(t);
    if (rnd.chance(0.12)) blinks.push(t + 0.55);
  }
  const darts: { at: number; look: readonly [number, number] }[] = [];
  for (let t = rnd.between(0.8, 2); t < seconds; t += rnd.between(1.4, 3.4))
    darts.push({ at: t, look: rnd.chance(0.45) ? [0, 0] : [rnd.jitter(0.2), rnd.jitter(0.1)] });
  const cues = mouths
    .filter((track) => track.characterId === member.characterId)
    .flatMap((track) => track.cues)
    .sort((a, b) => a.frame - b.frame);
  const rest = [(hash01(seed, 41) - 0.5) * 0.36, hash01(seed, 42) * 0.34 - 0.1] as const;
  return { member, placement, cues, blinks, darts, rest, seed };
}

/** The mouth at a frame: the shape last asked for; the first drawing of a new open shape comes at 65% (ART §3). */
export function mouthAt(actor: Actor, frame: number, step: number): { readonly viseme: Viseme; readonly amount: number } {
  let low = 0;
  let high = actor.cues.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((actor.cues[mid]?.frame ?? 0) <= frame) low = mid + 1;
    else high = mid;
  }
  const cue = actor.cues[low - 1];
  if (cue === undefined) return { viseme: 'rest', amount: 1 };
  return { viseme: cue.viseme, amount: frame - cue.frame < step ? 0.65 : 1 };
}

/** The drawing that shows at a frame; equal drawings are one object by value, which is how repeats are found. */
export function drawingAt(actor: Actor, frame: number, shot: ActingShot): Drawing {
  const { placement, member } = actor;
  const step = drawingStep(shot.fps);
  const held = Math.floor(frame / step) * step;
  const own = actorStep(actor, shot.fps);
  const time = (Math.floor(frame / own) * own) / shot.fps;
  const face = FACES[member.expression];
  const mouth = mouthAt(actor, held, step);
  const speaking = mouth.viseme !== 'rest';
  const moving = shot.alive ? 1 : 0;
  const phase = hash01(actor.seed, 1) * 6 + time * 2.6 * moving;
  const dart = lastDart(actor, held / shot.fps);
  const bob = speaking ? 0.7 * Math.sin(time * 7.3) + 0.5 * Math.sin(time * 4.1) : 0;
  const side = placement.yaw < 0 ? -1 : 1;
  const roll =
    (face.roll * side * (member.dna.age === 'child' ? 1.3 : 1) + moving * 0.8 * Math.sin(time * 1.2 + (actor.seed % 7)) + bob) *
    DEG;
  const gaze = placement.back ? 0 : placement.yaw;
  // Who does not speak looks somewhere of their own, mostly a little down: a level stare is a mask's.
  const rest = actor.cues.length > 0 ? NOWHERE : actor.rest;
  return {
    yaw: placement.yaw,
    bodyYaw: placement.bodyYaw,
    back: placement.back,
    pitch: clamp(shot.pitch + (speaking ? 0.12 * Math.sin(time * 5.7) : 0), -1, 1),
    roll: placement.tilt + (placement.back ? roll * 0.4 : roll),
    face,
    blink: blinkAt(actor, held, shot.fps, step),
    look: [clamp(face.look[0] * side + dart[0] + gaze * 0.35 + rest[0], -1, 1), clamp(face.look[1] + dart[1] + rest[1], -1, 1)],
    mouth:
      speaking || mouthBusy(actor, held)
        ? {
            key:
              mouth.viseme === 'rest'
                ? face.mouth === 'smileOpen' || face.mouth === 'gasp'
                  ? 'rest'
                  : face.mouth
                : mouth.viseme,
            amount: mouth.amount,
          }
        : { key: face.mouth, amount: 1 },
    pose: member.pose,
    stance: placement.stance,
    cycle:
      member.pose === 'walk' || member.pose === 'run'
        ? 0.9 + moving * time * Math.PI * 2 * (member.pose === 'run' ? 1.3 : 0.8)
        : 0.9,
    phase,
    sway: moving * (0.55 + Math.abs(shot.wind)),
    wind: shot.wind * (moving === 0 ? 1 : 0.75 + 0.28 * Math.sin(time * 1.9) + 0.14 * Math.sin(time * 4.3)),
    breath: moving * Math.sin(time * 2.2 + (actor.seed % 5)),
    key: placement.key,
    detail: placement.detail,
    line: placement.ink / placement.scale,
    crop: placement.crop,
  };
}

/** Between the cues of a line the mouth belongs to speech, even while it is closed. */
function mouthBusy(actor: Actor, frame: number): boolean {
  const first = actor.cues[0];
  const last = actor.cues[actor.cues.length - 1];
  return first !== undefined && last !== undefined && frame >= first.frame && frame < last.frame;
}

function lastDart(actor: Actor, time: number): readonly [number, number] {
  let look: readonly [number, number] = [0, 0];
  for (const dart of actor.darts) {
    if (dart.at > time) break;
    look = dart.look;
  }
  return look;
}

function blinkAt(actor: Actor, frame: number, fps: number, step: number): number {
  for (const start of actor.blinks) {
    const i = Math.floor((frame - Math.round((start * fps) / step) * step) / step);
    if (i >= 0 && i < BLINK.length) return BLINK[i] ?? 0;
  }
  return 0;
}

/** How far a walker has come at a frame, in view units along x; the shot's middle is where staging put them. */
export function travelAt(actor: Actor, frame: number, shot: ActingShot): number {
  const { pose } = actor.member;
  if ((pose !== 'walk' && pose !== 'run') || actor.placement.crop !== 'whole' || shot.frames < 2 || !shot.alive) return 0;
  const seconds = shot.frames / shot.fps;
  const stride = actor.placement.scale * (pose === 'run' ? 2100 : 900);
  // As far as they can go and still be seen in the first frame and the last: less, and they would run on the spot.
  const whole = Math.min(stride * seconds, pose === 'run' ? 620 : 420);
  const direction = actor.placement.yaw < 0 ? -1 : 1;
  const held = Math.floor(frame / drawingStep(shot.fps)) * drawingStep(shot.fps);
  return direction * lerp(-whole / 2, whole / 2, held / (shot.frames - 1));
}

/** Names a drawing by what may change in it: equal names are equal pixels. */
export function drawingKey(d: Drawing, travel: number): string {
  const n = (v: number): string => v.toFixed(3);
  return [
    d.blink,
    n(d.look[0]),
    n(d.look[1]),
    d.mouth.key,
    d.mouth.amount,
    n(d.pitch),
    n(d.roll),
    n(d.phase),
    n(d.sway),
    n(d.wind),
    n(d.breath),
    n(d.cycle),
    n(travel),
  ].join(',');
}
