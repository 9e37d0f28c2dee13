/** A shot's voices on one track: every line equally loud, placed to the sample, never clipped. */

export interface DialogueLine {
  /** Mono, 16 bit. */
  readonly samples: Int16Array;
  readonly startFrame: number;
}

/** Loudness of speech, 17 dB below full scale as RMS of its loud parts: about -19 LUFS (EBU R 128), between broadcast and the web's -16, with room above it. */
const TARGET_RMS = 0.14 * 32_768;
const MIN_GAIN = 0.1;
const MAX_GAIN = 6;
const BLOCK_SECONDS = 0.02;
/** Blocks below this share of the loudest do not count: pauses must not make a line louder. */
const GATE = 0.1;
const FADE_IN_SECONDS = 0.004;
const FADE_OUT_SECONDS = 0.02;
/** Above this the wave is bent instead of cut. */
const KNEE = 0.7;

function gatedRms(samples: Int16Array, sampleRate: number): number {
  const block = Math.max(1, Math.round(sampleRate * BLOCK_SECONDS));
  const powers: number[] = [];
  for (let from = 0; from < samples.length; from += block) {
    const to = Math.min(samples.length, from + block);
    let sum = 0;
    for (let i = from; i < to; i++) sum += (samples[i] ?? 0) ** 2;
    powers.push(sum / (to - from));
  }
  const gate = powers.reduce((max, power) => Math.max(max, power), 0) * GATE ** 2;
  const loud = powers.filter((power) => power > gate);
  return loud.length === 0 ? 0 : Math.sqrt(loud.reduce((sum, power) => sum + power, 0) / loud.length);
}

/** @param value a sample where 1 is full scale. @returns the same below the knee, bent towards but never beyond 1 above it. */
export function softClip(value: number): number {
  const size = Math.abs(value);
  if (size <= KNEE) return value;
  return Math.sign(value) * (KNEE + (1 - KNEE) * Math.tanh((size - KNEE) / (1 - KNEE)));
}

/** @returns the number of samples that `frames` last. Exact for every rate and fps used here (24 kHz or 48 kHz at 24, 25 or 30). */
export function samplesOf(frames: number, fps: number, sampleRate: number): number {
  return Math.round((frames * sampleRate) / fps);
}

/**
 * @param lines may overlap; what lies beyond the end of the shot is cut
 * @returns mono, exactly as long as the shot
 */
export function dialogueTrack(lines: readonly DialogueLine[], frames: number, fps: number, sampleRate: number): Int16Array {
  const mix = new Float32Array(samplesOf(frames, fps, sampleRate));
  const fadeIn = Math.round(sampleRate * FADE_IN_SECONDS);
  const fadeOut = Math.round(sampleRate * FADE_OUT_SECONDS);
  for (const { samples, startFrame } of lines) {
    const gain = Math.min(MAX_GAIN, Math.max(MIN_GAIN, TARGET_RMS / Math.max(1, gatedRms(samples, sampleRate)))) / 32_768;
    const start = samplesOf(startFrame, fps, sampleRate);
    const length = Math.min(samples.length, mix.length - start);
    for (let i = 0; i < length; i++) {
      const fade = Math.min(1, (i + 1) / fadeIn, (length - i) / fadeOut);
      mix[start + i] = (mix[start + i] ?? 0) + (samples[i] ?? 0) * gain * fade;
    }
  }
  const track = new Int16Array(mix.length);
  for (let i = 0; i < mix.length; i++) track[i] = Math.round(softClip(mix[i] ?? 0) * 32_767);
  return track;
}
