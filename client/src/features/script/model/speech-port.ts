/** A voice that something in this window can speak with. */
export interface PortVoice {
  readonly id: string;
  readonly name: string;
  /** BCP 47: `en-GB`. */
  readonly language: string;
  readonly isDefault: boolean;
}

export interface SpokenAs {
  /** Id of a {@link PortVoice}. */
  readonly voice: string;
  /** Against the voice as it is: 2 is an octave up. */
  readonly pitch: number;
  /** Against the voice as it is: 2 is twice as fast. */
  readonly rate: number;
}

/** Whatever reads a script aloud. The browser's own voices today; the studio's, which need a worker and a wait, can stand here later. */
export interface SpeechPort {
  /** Its voices; waits a moment for those that come late. Empty when there are none. */
  voices(): Promise<readonly PortVoice[]>;
  /** Says one text. Resolves true at its end, false when it was broken off; rejects when the voice fails. */
  say(text: string, as: SpokenAs): Promise<boolean>;
  pause(): void;
  resume(): void;
  /** Breaks off what is being said. */
  stop(): void;
}
