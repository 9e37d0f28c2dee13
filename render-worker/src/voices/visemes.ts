import type { MouthCue, MouthTrack, Viseme } from '@trashfire/shared/render/visemes';
import { VISEMES } from '@trashfire/shared/render/visemes';
import type { Speech } from '@trashfire/shared/speech/engine';

/**
 * Mouths from speech: the sounds the engine says it made choose the shape, the loudness it really has decides whether
 * the mouth is open at all. Drawn on twos, no shape longer than four frames (ART §8), closed at the end.
 */

const FRAMES_PER_DRAWING = 2;
const MAX_DRAWINGS_HELD = 2;
/** Below this share of the line's loud moments the mouth is shut. */
const SILENCE_SHARE = 0.06;

const SOUNDS_OF: Readonly<Record<Viseme, string>> = {
  A: 'aa ae ah aw ay',
  E: 'ax axr eh er ey th dh l',
  I: 'ih iy y s z',
  O: 'ao ow oy',
  U: 'uh uw w r sh zh ch jh',
  rest: 'm b p f v pau',
};
/** Sounds missing here are made by the tongue behind whatever the lips are doing: the shape of the neighbours stays. */
const SHAPES: ReadonlyMap<string, Viseme> = new Map(
  VISEMES.flatMap((viseme) => SOUNDS_OF[viseme].split(' ').map((phone) => [phone, viseme] as const)),
);
const VOWEL = /^(?:a[aehowxy]|axr|e[hry]|i[hy]|o[wy]|u[hw])$/;
/** Lips meeting are what an audience misses when they do not, so a short closure outweighs the vowel beside it. */
const CLOSURE = /^[mbp]$/;
/** What a held vowel relaxes into, so that a long one does not freeze. */
const RELAXED: Readonly<Record<Viseme, Viseme>> = { rest: 'rest', A: 'E', E: 'I', I: 'E', O: 'U', U: 'O' };

function weight(phone: string): number {
  if (CLOSURE.test(phone)) return 2;
  return VOWEL.test(phone) ? 1.5 : 0.8;
}

/** Root mean square of samples [from, to), clipped to what there is; 0 for nothing. */
function loudness(samples: Int16Array, from: number, to: number): number {
  const start = Math.max(0, Math.floor(from));
  const end = Math.min(samples.length, Math.floor(to));
  let sum = 0;
  for (let i = start; i < end; i++) sum += (samples[i] ?? 0) ** 2;
  return end > start ? Math.sqrt(sum / (end - start)) : 0;
}

function shapeBetween(phones: Speech['phones'], from: number, to: number): Viseme | null {
  const votes = new Map<Viseme, number>();
  for (const { phone, start, end } of phones) {
    const overlap = Math.min(end, to) - Math.max(start, from);
    const shape = SHAPES.get(phone);
    if (overlap > 0 && shape !== undefined) votes.set(shape, (votes.get(shape) ?? 0) + overlap * weight(phone));
  }
  let best: Viseme | null = null;
  for (const [shape, vote] of votes) if (best === null || vote > (votes.get(best) ?? 0)) best = shape;
  return best;
}

/** One shape per drawing, before holds are broken up. */
function shapesPerDrawing(speech: Speech, drawings: number, startOf: (drawing: number) => number): Viseme[] {
  const { samples, sampleRate, phones } = speech;
  const levels = Array.from({ length: drawings }, (_, n) =>
    loudness(samples, startOf(n) * sampleRate, startOf(n + 1) * sampleRate),
  );
  const loud = [...levels].sort((a, b) => a - b)[Math.floor(levels.length * 0.9)] ?? 0;
  const shapes: Viseme[] = [];
  for (let n = 0; n < drawings; n++) {
    const shut = (levels[n] ?? 0) <= loud * SILENCE_SHARE;
    const previous = shapes.at(-1) ?? 'rest';
    const carried = previous === 'rest' ? 'E' : previous;
    shapes.push(shut ? 'rest' : (shapeBetween(phones, startOf(n), startOf(n + 1)) ?? carried));
  }
  return shapes;
}

function breakHolds(shapes: readonly Viseme[]): Viseme[] {
  let held = 0;
  return shapes.map((shape, n) => {
    held = shape === shapes[n - 1] ? held + 1 : 1;
    if (shape === 'rest' || held <= MAX_DRAWINGS_HELD) return shape;
    held = 0;
    return RELAXED[shape];
  });
}

/**
 * @param startFrame shot frame at which the first sample is heard
 * @param frames length of the shot; no cue lies beyond it
 * @returns cues on even shot frames (the grid of drawings), rising, first one at the line's start, last one `rest`
 */
export function mouthTrack(characterId: string, speech: Speech, startFrame: number, fps: number, frames: number): MouthTrack {
  const first = Math.floor(startFrame / FRAMES_PER_DRAWING) * FRAMES_PER_DRAWING;
  const end = Math.min(frames, startFrame + (speech.samples.length / speech.sampleRate) * fps);
  const drawings = Math.max(0, Math.ceil((end - first) / FRAMES_PER_DRAWING));
  const startOf = (drawing: number): number => (first + drawing * FRAMES_PER_DRAWING - startFrame) / fps;
  const cues: MouthCue[] = [];
  for (const [n, viseme] of [...breakHolds(shapesPerDrawing(speech, drawings, startOf)), 'rest' as const].entries()) {
    if (cues.at(-1)?.viseme === viseme) continue;
    cues.push({ frame: Math.min(frames - 1, first + n * FRAMES_PER_DRAWING), viseme });
  }
  return { characterId, cues: cues.filter((cue, n) => cue.frame !== cues[n + 1]?.frame) };
}
