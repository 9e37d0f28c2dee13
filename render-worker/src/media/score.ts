import { randomFrom, seedOf } from './noise.ts';

/**
 * A quiet pad with a music-box line over it, composed from a seed: four chords of one key, one note at a time from its
 * pentatonic. It says "someone meant this to be watched"; it is no score, and it stays far below the voices.
 */

const CHORD_SECONDS = 8;
/** Chords overlap by this much, so that none is heard to begin. */
const SWELL_SECONDS = 2.5;
const BEAT_SECONDS = 1;
const PLUCK_CHANCE = 0.42;
const PLUCK_DECAY_SECONDS = 1.1;
/** Detuning between left and right in Hz: width without an effect. */
const SPREAD_HZ = 0.7;
const PAD_LEVEL = 10 ** (-48 / 20);
const PLUCK_LEVEL = 10 ** (-43 / 20);
const CONTROL_SAMPLES = 32;

/** Semitones above the tonic: vi-IV-I-V and three relatives, voiced so that neighbours share notes. */
const PROGRESSIONS: readonly (readonly (readonly number[])[])[] = [
  [
    [-3, 4, 9, 12],
    [-7, 5, 9, 12],
    [0, 4, 7, 12],
    [-5, 2, 7, 11],
  ],
  [
    [0, 4, 7, 11],
    [-3, 4, 7, 12],
    [-7, 5, 9, 12],
    [-5, 2, 7, 14],
  ],
  [
    [-7, 4, 9, 12],
    [-5, 2, 7, 11],
    [-8, 4, 7, 11],
    [-3, 4, 7, 12],
  ],
];
const PENTATONIC = [12, 14, 16, 19, 21, 24];
const TONICS = [48, 50, 52, 53, 55];

const hertz = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);

/** A sine that keeps its phase; one multiplication pair per sample, renewed often enough that it cannot drift. */
class Tone {
  #phase = 0;
  readonly #step: number;
  level = 0;

  constructor(hz: number, sampleRate: number) {
    this.#step = (2 * Math.PI * hz) / sampleRate;
  }

  addTo(channel: Float32Array, from: number, to: number, gain: number): void {
    for (let i = from; i < to; i++) channel[i] = (channel[i] ?? 0) + gain * Math.sin(this.#phase + (i - from) * this.#step);
    this.#phase = (this.#phase + (to - from) * this.#step) % (2 * Math.PI);
  }
}

interface Chord {
  readonly left: readonly Tone[];
  readonly right: readonly Tone[];
  readonly start: number;
}

export interface Score {
  /** Adds samples [from, to) of the music into both channels; calls follow each other without gaps. */
  addTo(left: Float32Array, right: Float32Array, from: number, to: number): void;
}

/** @param seed text the piece is composed from @param seconds its length: the last chord dies away before it */
export function createScore(seed: string, seconds: number, sampleRate: number): Score {
  const random = randomFrom(seedOf(`${seed}/score`));
  const tonic = TONICS[Math.floor(random() * TONICS.length)] ?? 48;
  const progression = PROGRESSIONS[Math.floor(random() * PROGRESSIONS.length)] ?? [];
  let chords: Chord[] = [];
  let plucks: { readonly tones: readonly [Tone, Tone, Tone, Tone]; readonly start: number; readonly pan: number }[] = [];
  let nextChord = 0;
  let nextBeat = BEAT_SECONDS * 4;
  let time = 0;
  const tone = (midi: number, detune: number): Tone => new Tone(hertz(midi) + detune, sampleRate);

  const compose = (): void => {
    if (time >= nextChord * CHORD_SECONDS) {
      const notes = progression[nextChord % progression.length] ?? [];
      const side = (detune: number): Tone[] => notes.map((note) => tone(tonic + note, detune));
      chords = [...chords.slice(-1), { left: side(-SPREAD_HZ), right: side(SPREAD_HZ), start: time }];
      nextChord += 1;
    }
    if (time < nextBeat) return;
    nextBeat += BEAT_SECONDS;
    if (random() > PLUCK_CHANCE) return;
    const note = tonic + 12 + (PENTATONIC[Math.floor(random() * PENTATONIC.length)] ?? 12);
    const tones = [tone(note, 0), tone(note + 12, 0), tone(note, 0), tone(note + 12, 0)] as const;
    plucks = [
      ...plucks.filter(({ start }) => time - start < PLUCK_DECAY_SECONDS * 6),
      { tones, start: time, pan: 0.3 + 0.4 * random() },
    ];
  };

  /** Fades the piece in over its first seconds and out over its last. */
  const envelope = (): number => Math.max(0, Math.min(1, time / 3, (seconds - time - 0.5) / 4));

  const addChunk = (left: Float32Array, right: Float32Array, from: number, to: number): void => {
    const whole = envelope();
    if (whole === 0) return;
    for (const chord of chords) {
      const age = time - chord.start;
      const level = Math.max(0, Math.min(1, age / SWELL_SECONDS, (CHORD_SECONDS + SWELL_SECONDS - age) / SWELL_SECONDS));
      const gain = whole * PAD_LEVEL * Math.sin((level * Math.PI) / 2);
      if (gain === 0) continue;
      for (const part of chord.left) part.addTo(left, from, to, gain);
      for (const part of chord.right) part.addTo(right, from, to, gain);
    }
    for (const { tones, start, pan } of plucks) {
      const age = time - start;
      const gain = whole * PLUCK_LEVEL * Math.min(1, age / 0.004) * Math.exp(-age / PLUCK_DECAY_SECONDS);
      tones[0].addTo(left, from, to, gain * (1 - pan));
      tones[1].addTo(left, from, to, gain * (1 - pan) * 0.25);
      tones[2].addTo(right, from, to, gain * pan);
      tones[3].addTo(right, from, to, gain * pan * 0.25);
    }
  };

  return {
    addTo(left, right, from, to) {
      for (let at = from; at < to; at += CONTROL_SAMPLES) {
        const end = Math.min(to, at + CONTROL_SAMPLES);
        compose();
        addChunk(left, right, at, end);
        time += (end - at) / sampleRate;
      }
    },
  };
}
