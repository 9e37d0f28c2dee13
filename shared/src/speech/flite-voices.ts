import type { Voice } from '../document/dna.ts';
import type { Mood } from '../render/speech-text.ts';

/**
 * How a cast voice is asked of flite: which built-in speaker, at which mean and spread of pitch, how slow, and by what
 * factor the result is then resampled.
 */

interface Speaker {
  readonly name: string;
  /** Mean and spread of the pitch in Hz as recorded, or null where the speaker's model ignores both (found by ear and by measuring). */
  readonly f0: { readonly mean: number; readonly spread: number } | null;
}

const SPEAKERS: Readonly<Record<Voice['base'], Speaker>> = {
  // The 16 kHz form of kal; the plain one is telephone quality. Its recorded spread of 11 Hz is a monotone, so it gets more.
  kal: { name: 'kal16', f0: { mean: 95, spread: 15 } },
  awb: { name: 'awb', f0: { mean: 130, spread: 20 } },
  rms: { name: 'rms', f0: null },
  slt: { name: 'slt', f0: { mean: 172, spread: 25 } },
};

/** Share of a pitch shift that also moves the formants: a child is not an adult with a high voice, its throat is shorter. */
const FORMANT_SHARE = 0.35;
const MAX_FORMANT_SEMITONES = 4;

const MOODS: Readonly<Record<Mood, { readonly pitch: number; readonly spread: number }>> = {
  plain: { pitch: 1, spread: 1 },
  question: { pitch: 1.04, spread: 1.25 },
  exclaim: { pitch: 1.07, spread: 1.4 },
};

const ratio = (semitones: number): number => 2 ** (semitones / 12);

export interface FliteRequest {
  readonly args: readonly string[];
  /** Read the result this many times faster: raises pitch and formants; `duration_stretch` has already made room for it. */
  readonly speedUp: number;
}

/** @returns the command-line options for one phrase, text and output excluded. Pure. */
export function fliteRequest(voice: Voice, mood: Mood): FliteRequest {
  const speaker = SPEAKERS[voice.base];
  const formants =
    speaker.f0 === null
      ? voice.pitch
      : Math.max(-MAX_FORMANT_SEMITONES, Math.min(MAX_FORMANT_SEMITONES, voice.pitch * FORMANT_SHARE));
  const speedUp = ratio(formants);
  const args = ['-voice', speaker.name, '--setf', `duration_stretch=${(speedUp / voice.rate).toFixed(5)}`];
  if (speaker.f0 !== null) {
    const shift = ratio(voice.pitch - formants) * MOODS[mood].pitch;
    args.push('--setf', `int_f0_target_mean=${(speaker.f0.mean * shift).toFixed(3)}`);
    args.push('--setf', `int_f0_target_stddev=${(speaker.f0.spread * shift * MOODS[mood].spread).toFixed(3)}`);
  }
  return { args, speedUp };
}
