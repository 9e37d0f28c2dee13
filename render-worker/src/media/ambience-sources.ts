import type { Filter } from './noise.ts';
import { chain, highPass, lowPass, randomFrom, wander, whiteNoise } from './noise.ts';

/** What a place can sound of. Each source is about 1 loud (RMS) on each channel; levels are set where they are mixed. */
export const AMBIENCE_SOURCES = ['rain', 'waves', 'wind', 'room', 'train', 'insects', 'birds', 'city'] as const;
export type AmbienceSource = (typeof AMBIENCE_SOURCES)[number];

/** One channel of a source: the next sample at each call. */
export type Voicing = () => number;

type Maker = (seed: number, sampleRate: number) => Voicing;

/** Slow movement is computed this many samples at a time; the ear cannot follow faster. */
const CONTROL_SAMPLES = 64;

/** Holds a slowly changing value for a control period. */
function slowly(next: () => number): () => number {
  let left = 0;
  let value = 0;
  return () => {
    if (left === 0) {
      left = CONTROL_SAMPLES;
      value = next();
    }
    left -= 1;
    return value;
  };
}

function filteredNoise(seed: number, filter: Filter, gain: number): Voicing {
  const noise = whiteNoise(seed);
  return () => filter(noise()) * gain;
}

/** A hiss of many far drops, and single near ones. */
const rain: Maker = (seed, rate) => {
  const hiss = filteredNoise(seed, chain(highPass(900, rate), lowPass(5200, rate)), 2.6);
  const random = randomFrom(seed ^ 0x51);
  const ring = lowPass(2400, rate);
  const chance = 28 / rate;
  return () => hiss() + ring(random() < chance ? (random() * 2 - 1) * 26 : 0);
};

/** Breakers: a rush that swells in a third of its period and runs out in the rest, over a low surge. */
const waves: Maker = (seed, rate) => {
  const wash = filteredNoise(seed, chain(highPass(180, rate), lowPass(1400, rate)), 3.6);
  const surge = filteredNoise(seed ^ 0x77, chain(lowPass(160, rate), lowPass(160, rate)), 9);
  const random = randomFrom(seed ^ 0x99);
  let length = 0;
  let at = 0;
  const swell = slowly(() => {
    if (at >= length) {
      at = 0;
      length = (6.5 + 4 * random()) * rate;
    }
    const t = at / length;
    at += CONTROL_SAMPLES;
    return t < 0.34 ? Math.sin((t / 0.34) * (Math.PI / 2)) ** 2 : Math.cos(((t - 0.34) / 0.66) * (Math.PI / 2)) ** 2;
  });
  return () => {
    const level = swell();
    return wash() * (0.18 + 1.3 * level) + surge() * (0.6 + 0.4 * level);
  };
};

/** Air moving: low noise that swells, with a narrower whistle that comes with the gusts. */
const wind: Maker = (seed, rate) => {
  const body = filteredNoise(seed, chain(highPass(60, rate), lowPass(320, rate), lowPass(420, rate)), 13.8);
  const whistle = filteredNoise(seed ^ 0x31, chain(highPass(500, rate), lowPass(700, rate), lowPass(700, rate)), 7.8);
  const gust = slowly(wander(seed ^ 0x17, 2.6, rate / CONTROL_SAMPLES));
  return () => {
    const strength = gust();
    return body() * (0.35 + strength) + whistle() * strength * strength;
  };
};

/** A quiet room is not silent: soft broad noise and a trace of mains hum. */
const room: Maker = (seed, rate) => {
  const air = filteredNoise(seed, chain(highPass(40, rate), lowPass(480, rate)), 7);
  const step = (2 * Math.PI * 100) / rate;
  let phase = 0;
  return () => {
    phase = (phase + step) % (2 * Math.PI);
    return air() + 0.35 * Math.sin(phase);
  };
};

/** A carriage from inside: rumble, and wheels over a joint in pairs. */
const train: Maker = (seed, rate) => {
  const rumble = filteredNoise(seed, chain(highPass(30, rate), lowPass(110, rate), lowPass(140, rate)), 23);
  const rattle = filteredNoise(seed ^ 0x23, chain(highPass(250, rate), lowPass(900, rate)), 6.3);
  const period = Math.round(1.16 * rate);
  const second = Math.round(0.17 * rate);
  const decay = Math.exp(-1 / (0.045 * rate));
  let at = Math.round(0.4 * rate);
  let knock = 0;
  return () => {
    at = (at + 1) % period;
    if (at === 0) knock = 1;
    else if (at === second) knock = 0.75;
    knock *= decay;
    return rumble() + rattle() * (0.08 + 1.5 * knock);
  };
};

/** Crickets: three singers, each a row of short pulses and a rest. */
const insects: Maker = (seed, rate) => {
  const random = randomFrom(seed);
  const singers = Array.from({ length: 3 }, (_, n) => ({
    step: (2 * Math.PI * (3900 + 420 * n + 120 * random())) / rate,
    period: (0.75 + 0.5 * random()) * rate,
    at: random() * rate,
    phase: 0,
    gain: 1.9 - 0.5 * n,
  }));
  const pulse = 0.031 * rate;
  return () => {
    let sum = 0;
    for (const singer of singers) {
      singer.at = singer.at + 1 >= singer.period ? 0 : singer.at + 1;
      singer.phase = (singer.phase + singer.step) % (2 * Math.PI);
      const chirp = singer.at < pulse * 5 ? Math.sin((Math.PI * (singer.at % pulse)) / pulse) ** 2 : 0;
      if (chirp > 0) sum += chirp * singer.gain * Math.sin(singer.phase);
    }
    return sum * 2.2;
  };
};

/** Now and then a bird far away: two to four falling notes. */
const birds: Maker = (seed, rate) => {
  const random = randomFrom(seed);
  const air = filteredNoise(seed ^ 0x61, chain(highPass(200, rate), lowPass(900, rate)), 1.3);
  let wait = random() * 2 * rate;
  let notes = 0;
  let at = 0;
  let length = 1;
  let top = 3000;
  let phase = 0;
  return () => {
    if (notes === 0) {
      wait -= 1;
      if (wait > 0) return air();
      notes = 2 + Math.floor(random() * 3);
      top = 2600 + 1500 * random();
      length = (0.07 + 0.08 * random()) * rate;
    }
    const t = at / length;
    phase = (phase + (2 * Math.PI * top * (1 - 0.22 * t)) / rate) % (2 * Math.PI);
    at += 1;
    if (at >= length * 1.6) {
      at = 0;
      notes -= 1;
      wait = (1.2 + 4.5 * random()) * rate;
    }
    return air() + (t < 1 ? 5 * Math.sin(Math.PI * t) ** 2 * Math.sin(phase) : 0);
  };
};

/** Traffic streets away. */
const city: Maker = (seed, rate) => {
  const hum = filteredNoise(seed, chain(highPass(45, rate), lowPass(260, rate)), 9.6);
  const passing = filteredNoise(seed ^ 0x41, chain(highPass(150, rate), lowPass(800, rate)), 5.1);
  const near = slowly(wander(seed ^ 0x43, 3.7, rate / CONTROL_SAMPLES));
  return () => {
    const strength = near();
    return hum() + passing() * strength * strength;
  };
};

const MAKERS: Readonly<Record<AmbienceSource, Maker>> = { rain, waves, wind, room, train, insects, birds, city };

/** @returns one channel of a source; other seeds give other, unrelated channels. */
export function voiceSource(source: AmbienceSource, seed: number, sampleRate: number): Voicing {
  return MAKERS[source](seed, sampleRate);
}
