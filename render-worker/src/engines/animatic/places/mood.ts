import type { PlaceKind, TimeOfDay, Weather } from '@trashfire/shared/document/vocabulary';
import { mix, multiply, type Rgb } from '../color.ts';
import type { Stop } from '../ink.ts';
import { clamp, lerp } from '../math.ts';
import { createRandom, type Random } from '../random.ts';

/**
 * Time of day and weather as paint: painters name daylight colours, and the mood turns them into what the eye sees. One
 * place thus has 20 looks without 20 palettes (ART §12: time and weather must reach the layer painters).
 */
export interface Mood {
  readonly time: TimeOfDay;
  readonly weather: Weather;
  readonly night: boolean;
  readonly wet: boolean;
  readonly snow: boolean;
  readonly sky: readonly Stop[];
  readonly haze: string;
  readonly cloud: { readonly lit: string; readonly shade: string; readonly edge: string };
  readonly sun: {
    readonly x: number;
    readonly y: number;
    readonly r: number;
    readonly color: string;
    readonly glow: string;
  } | null;
  /** 0..1, how much artificial light shows. */
  readonly lamps: number;
  readonly stars: number;
  /** Colour of light on edges that face the key. */
  readonly edge: string;
  /** Daylight colour outdoors at a depth: lit, and in shade. */
  lit(hex: string, depth?: number): string;
  dark(hex: string, depth?: number): string;
  /** Daylight colour inside the room. */
  room(hex: string): string;
  roomDark(hex: string): string;
  /** A fresh source of numbers for one layer; `salt` keeps layers independent. */
  random(salt: number): Random;
}

interface Light {
  readonly sky: readonly [string, string, string, string];
  readonly overcast: string;
  readonly lit: Rgb;
  readonly shade: Rgb;
  readonly haze: string;
  readonly hazeAmount: number;
  readonly cloud: readonly [lit: string, shade: string, edge: string];
  readonly edge: string;
  readonly lamps: number;
  readonly room: Rgb;
}

const LIGHTS: Readonly<Record<TimeOfDay, Light>> = {
  dawn: {
    sky: ['#3b4a8c', '#7a78b8', '#e0a0ac', '#ffd9a8'],
    overcast: '#8f8aa6',
    lit: [0.74, 0.6, 0.72],
    shade: [0.34, 0.31, 0.55],
    haze: '#e9b7b2',
    hazeAmount: 0.62,
    cloud: ['#ffd2b4', '#a58cc0', '#fff0d4'],
    edge: '#ffcaa6',
    lamps: 0.45,
    room: [0.62, 0.55, 0.68],
  },
  day: {
    sky: ['#2f7fd6', '#6cb2ee', '#b4def5', '#e9f6f2'],
    overcast: '#a3b1bf',
    lit: [1, 1, 1],
    shade: [0.55, 0.62, 0.8],
    haze: '#d6ebf3',
    hazeAmount: 0.5,
    cloud: ['#ffffff', '#b4cde6', '#ffffff'],
    edge: '#fffbe6',
    lamps: 0,
    room: [0.92, 0.92, 0.92],
  },
  sunset: {
    sky: ['#51549c', '#c0708c', '#ff9a64', '#ffd982'],
    overcast: '#98808e',
    lit: [0.92, 0.6, 0.5],
    shade: [0.42, 0.26, 0.42],
    haze: '#f2a676',
    hazeAmount: 0.6,
    cloud: ['#ffc48a', '#b0607f', '#fff0c0'],
    edge: '#ffce94',
    lamps: 0.6,
    room: [0.8, 0.52, 0.46],
  },
  night: {
    sky: ['#0a1130', '#152350', '#27406e', '#466087'],
    overcast: '#1b2742',
    lit: [0.12, 0.16, 0.35],
    shade: [0.05, 0.07, 0.19],
    haze: '#2a3e6c',
    hazeAmount: 0.5,
    cloud: ['#2b3c6a', '#141d42', '#4a6090'],
    edge: '#9ab8e8',
    lamps: 1,
    room: [0.8, 0.64, 0.46],
  },
};

const COVER: Readonly<Record<Weather, number>> = { clear: 0, wind: 0.12, rain: 0.82, snow: 0.74, fog: 0.86 };
const SUNS = {
  dawn: { y: 0.56, r: 30, color: '#fffbe6', glow: '#ffdf9e' },
  day: { y: 0.06, r: 0, color: '#ffffff', glow: '#fffdf0' },
  sunset: { y: 0.43, r: 36, color: '#fffbe0', glow: '#ffe08a' },
  night: { y: 0.17, r: 25, color: '#f6f3df', glow: '#a9c4f0' },
} as const;

/** Light, sky and haze of a place at a time in a weather; `seed` tells two such places apart. */
export function createMood(place: PlaceKind, time: TimeOfDay, weather: Weather, seed: number): Mood {
  const light = LIGHTS[time];
  const cover = COVER[weather];
  const pale = weather === 'snow' || weather === 'fog' ? 0.28 : 0;
  const grey = mix(light.overcast, '#ffffff', pale * (time === 'night' ? 0.25 : 1));
  const haze = mix(light.haze, grey, cover);
  const thickness = weather === 'fog' ? 1 : lerp(light.hazeAmount, 0.8, cover * 0.7);
  const dull = (c: Rgb): Rgb => {
    const mean = (c[0] + c[1] + c[2]) / 3;
    const k = cover * 0.55;
    const level = weather === 'rain' ? 0.72 : weather === 'fog' ? 0.9 : 0.95;
    return [lerp(c[0], mean * level * 0.95, k), lerp(c[1], mean * level, k), lerp(c[2], mean * level * 1.08, k)];
  };
  const [lit, shade] = [dull(light.lit), dull(light.shade)];
  const seen = (hex: string, by: Rgb, depth: number): string => {
    const far = clamp((1 - depth) ** 1.35 * thickness + (weather === 'fog' ? 0.16 : 0), 0, 0.97);
    return mix(multiply(hex, by), haze, depth > 1 ? 0 : far);
  };
  const room: Rgb =
    place === 'train' && time === 'night'
      ? [0.78, 0.82, 0.88]
      : place === 'lamp-room' && time === 'night'
        ? [0.34, 0.32, 0.4]
        : light.room;
  const roomShade: Rgb = [room[0] * 0.55, room[1] * 0.52, room[2] * 0.66];
  const sun = SUNS[time];
  return {
    time,
    weather,
    night: time === 'night',
    wet: weather === 'rain',
    snow: weather === 'snow',
    sky: light.sky.map((c, i): Stop => [[0, 0.34, 0.68, 1][i] ?? 1, mix(c, grey, cover * (0.75 + 0.06 * i))]),
    haze,
    cloud: {
      lit: mix(light.cloud[0], grey, cover * 0.8),
      shade: mix(light.cloud[1], grey, cover * 0.5),
      edge: mix(light.cloud[2], grey, cover * 0.75),
    },
    sun: cover > 0.5 ? null : { x: sunX(seed), ...sun },
    lamps: clamp(light.lamps + (weather === 'rain' || weather === 'fog' ? 0.35 : 0)),
    stars: time === 'night' ? 1 - cover : time === 'dawn' ? 0.4 * (1 - cover) : 0,
    edge: mix(light.edge, haze, cover * 0.75),
    lit: (hex, depth = 1) => seen(hex, lit, depth),
    dark: (hex, depth = 1) => seen(hex, shade, depth),
    room: (hex) => multiply(hex, room),
    roomDark: (hex) => multiply(hex, roomShade),
    random: (salt) => createRandom(Math.imul(seed ^ 0x2c1b3c6d, 0x297a2d39) ^ Math.imul(salt + 17, 0x9e3779b1)),
  };
}

/** The sun stands left or right, never behind the middle of the frame where the cast is. */
export function sunX(seed: number): number {
  const u = createRandom(seed ^ 0x7f4a7c15).next();
  return u < 0.5 ? lerp(0.16, 0.34, u * 2) : lerp(0.66, 0.84, u * 2 - 1);
}
