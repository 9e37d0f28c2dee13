import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SOUND_RATE } from '@trashfire/shared/speech/sound-rate';
import { decodeWav } from '@trashfire/shared/speech/wav';
import type { Setting } from './ambience.ts';
import { createAmbience } from './ambience.ts';
import { samplesOf, softClip } from './dialogue-track.ts';
import { createScore } from './score.ts';

/** What one shot brings to the sound of a cut. */
export interface SoundSpan {
  readonly frames: number;
  /** A mono WAV at SOUND_RATE, as long as the shot; null when nobody speaks. */
  readonly dialogue: string | null;
  /** Null is a gap: nothing is heard, music neither. */
  readonly ambience: Setting | null;
}

/** Half a second at a time: memory stays small and Stop is answered at once (R10). */
const BLOCK_SAMPLES = SOUND_RATE / 2;
/** The bed steps back under voices: how far, how fast down and how fast back. */
const DUCK_TO = 0.45;
const DUCK_SECONDS = 0.05;
const RECOVER_SECONDS = 0.5;
/** How fast the bed goes where a gap begins and comes where it ends, so that neither is a click. */
const GATE_SECONDS = 0.02;
/** Speech as loud as this counts as speech in full. */
const SPEECH_LEVEL = 0.05;

/** Follows how much is being said, 0..1. */
function speechFollower(): (sample: number) => number {
  const attack = 1 - Math.exp(-1 / (DUCK_SECONDS * SOUND_RATE));
  const release = 1 - Math.exp(-1 / (RECOVER_SECONDS * SOUND_RATE));
  let presence = 0;
  return (sample) => {
    const now = Math.min(1, Math.abs(sample) / SPEECH_LEVEL);
    presence += (now > presence ? attack : release) * (now - presence);
    return presence;
  };
}

async function readDialogue(path: string): Promise<Int16Array> {
  const { samples, sampleRate, channels } = decodeWav(await readFile(path));
  if (sampleRate !== SOUND_RATE || channels !== 1) throw new RangeError(`${path} is not mono at ${SOUND_RATE} Hz`);
  return samples;
}

/**
 * The sound of a cut, block by block: voices, ambience and music, the bed ducked under the voices. Shots start at rounded
 * absolute positions, so nothing drifts however many there are. Deterministic for the same spans and seed (R9).
 * @returns signed 16-bit little-endian stereo at SOUND_RATE, in all exactly as long as the frames
 */
export async function* mixCut(spans: readonly SoundSpan[], fps: number, seed: string): AsyncGenerator<Buffer> {
  const total = samplesOf(
    spans.reduce((sum, span) => sum + span.frames, 0),
    fps,
    SOUND_RATE,
  );
  const ambience = createAmbience(seed, SOUND_RATE);
  const score = createScore(seed, total / SOUND_RATE, SOUND_RATE);
  const follow = speechFollower();
  const gateStep = 1 / (GATE_SECONDS * SOUND_RATE);
  let gate = spans[0]?.ambience === null ? 0 : 1;
  const left = new Float32Array(BLOCK_SAMPLES);
  const right = new Float32Array(BLOCK_SAMPLES);
  let frame = 0;
  for (const span of spans) {
    const start = samplesOf(frame, fps, SOUND_RATE);
    frame += span.frames;
    const end = samplesOf(frame, fps, SOUND_RATE);
    const voice = span.dialogue === null ? null : await readDialogue(span.dialogue);
    for (let at = start; at < end; at += BLOCK_SAMPLES) {
      const length = Math.min(BLOCK_SAMPLES, end - at);
      left.fill(0);
      right.fill(0);
      if (span.ambience !== null) ambience.addTo(left, right, 0, length, span.ambience);
      score.addTo(left, right, 0, length);
      const block = Buffer.alloc(length * 4);
      for (let i = 0; i < length; i++) {
        const said = (voice?.[at - start + i] ?? 0) / 32_768;
        gate = span.ambience === null ? Math.max(0, gate - gateStep) : Math.min(1, gate + gateStep);
        const bed = gate * (1 - (1 - DUCK_TO) * follow(said));
        block.writeInt16LE(Math.round(softClip(said + (left[i] ?? 0) * bed) * 32_767), i * 4);
        block.writeInt16LE(Math.round(softClip(said + (right[i] ?? 0) * bed) * 32_767), i * 4 + 2);
      }
      yield block;
      await nextTurn();
    }
  }
}
