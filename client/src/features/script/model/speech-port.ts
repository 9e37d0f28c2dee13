import type { Voice } from '@trashfire/shared/document/dna';

/** A voice of this browser. */
export interface PortVoice {
  readonly id: string;
  readonly name: string;
  /** BCP 47: `en-GB`. */
  readonly language: string;
  readonly isDefault: boolean;
}

/** How a voice of this browser says something. */
export interface SpokenAs {
  /** Id of a {@link PortVoice}. */
  readonly voice: string;
  /** Against the voice as it is: 2 is an octave up. */
  readonly pitch: number;
  /** Against the voice as it is: 2 is twice as fast. */
  readonly rate: number;
}

/** Whatever speaks in this window. `As` says in which of its voices. */
interface SpeechPort<As> {
  /** Says one text. Resolves true at its end, false when it was broken off; rejects when the voice fails. */
  say(text: string, as: As): Promise<boolean>;
  pause(): void;
  resume(): void;
  /** Breaks off what is being said. */
  stop(): void;
}

/** The voices of the browser and of the system under it. */
export interface BrowserSpeech extends SpeechPort<SpokenAs> {
  /** Its voices; waits a moment for those that come late. Empty when there are none. */
  voices(): Promise<readonly PortVoice[]>;
}

/** The voices every film is made with. */
export interface FilmSpeech extends SpeechPort<Voice> {
  /** Makes ready what is said next; at most one text is, and a new one takes its place. */
  prepare(text: string, voice: Voice): void;
}

/** Who says a text. `nobody`: no voice here can say this one; `silence`: there is none at all. */
export type SpokenBy =
  | { readonly by: 'film'; readonly voice: Voice }
  | { readonly by: 'browser'; readonly as: SpokenAs }
  | { readonly by: 'nobody' }
  | { readonly by: 'silence' };

/** The film's voices cannot be had in this window now: offline, refused, or too old a browser. */
export class FilmVoicesMissing extends Error {}

/** There is no voice to read with. */
export class NoVoice extends Error {}
