import type { ShotSpan } from '@trashfire/shared/render/manifest';
import type { AmbienceSource, Voicing } from './ambience-sources.ts';
import { AMBIENCE_SOURCES, voiceSource } from './ambience-sources.ts';
import { seedOf } from './noise.ts';

/** The bed under a cut: what its places, weather and hours sound like, blended from shot to shot. */

export type Setting = ShotSpan['ambience'];
type Levels = Readonly<Partial<Record<AmbienceSource, number>>>;

const INDOORS: ReadonlySet<Setting['place']> = new Set(['classroom', 'lamp-room', 'train', 'interior']);
/** Levels in dB below full scale (RMS); voices stand at -17. */
const PLACES: Readonly<Record<Setting['place'], Levels>> = {
  harbour: { waves: -36, city: -52 },
  classroom: { room: -48 },
  rooftop: { wind: -44, city: -44 },
  forest: { wind: -48 },
  'lamp-room': { waves: -46, room: -50 },
  train: { train: -36, room: -52 },
  street: { city: -40 },
  interior: { room: -48 },
  exterior: { wind: -48, city: -54 },
};
/** Added outdoors; indoors the same sounds come through the wall. */
const WEATHER: Readonly<Record<Setting['weather'], Levels>> = {
  clear: {},
  rain: { rain: -38 },
  snow: { wind: -50 },
  wind: { wind: -36 },
  fog: { wind: -52 },
};
const WALL_DB = -10;
const SONGBIRD_PLACES: ReadonlySet<Setting['place']> = new Set(['forest', 'exterior', 'rooftop']);
const CRICKET_PLACES: ReadonlySet<Setting['place']> = new Set(['forest', 'exterior', 'harbour', 'street']);

/** @returns what is heard where, in dB below full scale; a source not named is silent. Pure. */
function ambienceLevels({ place, timeOfDay, weather }: Setting): Levels {
  const wall = INDOORS.has(place) ? WALL_DB : 0;
  const levels: Partial<Record<AmbienceSource, number>> = { ...PLACES[place] };
  for (const source of AMBIENCE_SOURCES) {
    const added = WEATHER[weather][source];
    if (added !== undefined) levels[source] = Math.max(levels[source] ?? Number.NEGATIVE_INFINITY, added + wall);
  }
  // Animals keep quiet in rain, wind and snow.
  if (weather === 'clear' || weather === 'fog') {
    if (timeOfDay === 'night' && CRICKET_PLACES.has(place)) levels.insects = -50;
    if ((timeOfDay === 'day' || timeOfDay === 'dawn') && SONGBIRD_PLACES.has(place)) levels.birds = -48;
  }
  return levels;
}

const BLEND_SECONDS = 0.35;
const SILENT = 1e-5;

interface Part {
  readonly source: AmbienceSource;
  readonly left: Voicing;
  readonly right: Voicing;
  gain: number;
}

export interface Ambience {
  /** Adds the next `to - from` samples of the bed for `setting` into both channels, where 1 is full scale. */
  addTo(left: Float32Array, right: Float32Array, from: number, to: number, setting: Setting): void;
}

/** @param seed text that makes two cuts sound different in detail, such as the title */
export function createAmbience(seed: string, sampleRate: number): Ambience {
  const parts: Part[] = AMBIENCE_SOURCES.map((source) => ({
    source,
    left: voiceSource(source, seedOf(`${seed}/${source}/left`), sampleRate),
    right: voiceSource(source, seedOf(`${seed}/${source}/right`), sampleRate),
    gain: 0,
  }));
  const approach = 1 - Math.exp(-1 / (BLEND_SECONDS * sampleRate));
  return {
    addTo(left, right, from, to, setting) {
      const levels = ambienceLevels(setting);
      for (const part of parts) {
        const level = levels[part.source];
        const target = level === undefined ? 0 : 10 ** (level / 20);
        if (target === 0 && part.gain < SILENT) continue;
        for (let i = from; i < to; i++) {
          part.gain += approach * (target - part.gain);
          left[i] = (left[i] ?? 0) + part.left() * part.gain;
          right[i] = (right[i] ?? 0) + part.right() * part.gain;
        }
      }
    },
  };
}
