import type { Voice } from '../document/dna.ts';

/** One speech sound, in seconds from the first sample. `phone` is ARPAbet in lower case without stress, `pau` a pause. */
export interface PhoneCue {
  readonly phone: string;
  readonly start: number;
  readonly end: number;
}

export interface Speech {
  /** Mono, 16 bit. Empty when the text holds nothing that can be said. */
  readonly samples: Int16Array;
  readonly sampleRate: number;
  /** Rising, without gaps, from 0 to the end of the samples. */
  readonly phones: readonly PhoneCue[];
  /** What could not be spoken as written, for people. */
  readonly warnings: readonly string[];
}

/** Whatever turns a line into sound: the same text and voice give the same bytes, always (R9). */
export interface SpeechEngine {
  /** Goes into every manifest whose sound or mouths depend on this engine. */
  readonly version: string;
  /**
   * @param enoughSeconds speech longer than this may end where it is: nobody hears the rest. What there is of it is the same
   *   with and without.
   * @throws the signal's reason when aborted; never because of the text (R7).
   */
  synthesize(text: string, voice: Voice, signal?: AbortSignal, enoughSeconds?: number): Promise<Speech>;
}
