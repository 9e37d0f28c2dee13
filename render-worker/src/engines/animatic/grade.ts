import type { PlaceKind, TimeOfDay, Weather } from '@trashfire/shared/document/vocabulary';
import { hexOf, linearOf, mix, type Rgb } from './color.ts';
import { lerp } from './math.ts';

/** How a scene's light colours the cast (ART §6): multipliers in linear RGB, and the colours of rim light and bounce. */
export interface Grade {
  readonly lit: Rgb;
  readonly shade: Rgb;
  readonly rim: string;
  readonly rimAlpha: number;
  readonly wash: string;
  readonly washAlpha: number;
}

const GRADES = {
  day: { lit: [1.02, 1, 0.97], shade: [0.66, 0.7, 0.86], rim: '#fff6dc', rimAlpha: 0.6, wash: '#bfe3ff', washAlpha: 0.1 },
  sunset: { lit: [1.05, 0.84, 0.66], shade: [0.6, 0.4, 0.5], rim: '#ffc27a', rimAlpha: 0.95, wash: '#ff8a5c', washAlpha: 0.16 },
  dawn: { lit: [0.98, 0.84, 0.84], shade: [0.5, 0.46, 0.68], rim: '#ffd9b8', rimAlpha: 0.9, wash: '#8f8ad8', washAlpha: 0.14 },
  moon: { lit: [0.52, 0.6, 0.84], shade: [0.22, 0.28, 0.5], rim: '#a9d8ff', rimAlpha: 0.8, wash: '#1c2c5c', washAlpha: 0.18 },
  lantern: {
    lit: [0.86, 0.66, 0.54],
    shade: [0.28, 0.27, 0.48],
    rim: '#ffb265',
    rimAlpha: 0.95,
    wash: '#1d2b5e',
    washAlpha: 0.16,
  },
  lamp: { lit: [1, 0.84, 0.58], shade: [0.33, 0.3, 0.46], rim: '#ffe9ae', rimAlpha: 1, wash: '#22315f', washAlpha: 0.12 },
  tube: { lit: [0.9, 0.9, 0.84], shade: [0.42, 0.46, 0.62], rim: '#cfe6ff', rimAlpha: 0.6, wash: '#28406e', washAlpha: 0.1 },
} as const satisfies Record<string, Grade>;

/** Places with a roof: weather stays behind the glass and does not fall on the cast. */
export function isIndoors(place: PlaceKind): boolean {
  return place === 'classroom' || place === 'lamp-room' || place === 'train' || place === 'interior';
}

function clearGrade(place: PlaceKind, time: TimeOfDay): Grade {
  if (place === 'lamp-room' && time !== 'day') return GRADES.lamp;
  if (time !== 'night') return GRADES[time];
  if (place === 'train') return GRADES.tube;
  if (place === 'classroom' || place === 'interior') return GRADES.lamp;
  if (place === 'harbour' || place === 'street') return GRADES.lantern;
  return GRADES.moon;
}

/** Grade of a place at a time under a weather: cloud takes the warmth and the rim away, and does less indoors. */
export function gradeOf(place: PlaceKind, time: TimeOfDay, weather: Weather): Grade {
  const base = clearGrade(place, time);
  const cover =
    { clear: 0, wind: 0.05, rain: 0.5, snow: 0.4, fog: 0.55 }[weather] *
    (isIndoors(place) ? 0.4 : 1) *
    (time === 'night' ? 0.4 : 1);
  if (cover === 0) return base;
  const level = (base.lit[0] + base.lit[1] + base.lit[2]) / 3;
  const grey: Rgb = [level * 0.88, level * 0.93, level * 1.0];
  const dull = ([r, g, b]: Rgb, k: number, to: Rgb): Rgb => [lerp(r, to[0], k), lerp(g, to[1], k), lerp(b, to[2], k)];
  return {
    ...base,
    lit: dull(base.lit, cover, grey),
    rimAlpha: base.rimAlpha * (1 - cover * 0.5),
    rim: mix(base.rim, hexOf(dull(linearOf('#e6eef8'), 0, grey)), cover * 0.7),
    washAlpha: base.washAlpha + cover * 0.06,
  };
}

/** The grade of someone in the dark foreground, their back to us (ART §8, over the shoulder). */
export function foregroundGrade(grade: Grade): Grade {
  const dim = ([r, g, b]: Rgb, k: number): Rgb => [r * k, g * k, b * k];
  return { ...grade, lit: dim(grade.lit, 0.52), shade: dim(grade.shade, 0.62) };
}
