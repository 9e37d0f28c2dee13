import type { PlaceKind, TimeOfDay, Weather } from '@trashfire/shared/document/vocabulary';
import { classroom } from './classroom.ts';
import { exterior } from './exterior.ts';
import { forest } from './forest.ts';
import { harbour } from './harbour.ts';
import { interior } from './interior.ts';
import { lampRoom } from './lamp-room.ts';
import { createMood, type Mood } from './mood.ts';
import { rooftop } from './rooftop.ts';
import type { Scene } from './scene.ts';
import { street } from './street.ts';
import { train } from './train.ts';

const PAINTERS: Readonly<Record<PlaceKind, (mood: Mood) => Scene>> = {
  harbour,
  classroom,
  rooftop,
  forest,
  'lamp-room': lampRoom,
  train,
  street,
  interior,
  exterior,
};

/** What a manifest says of a place. The same seed is the same place in every shot of a series. */
export interface PlaceSpec {
  readonly kind: PlaceKind;
  readonly seed: number;
  readonly timeOfDay: TimeOfDay;
  readonly weather: Weather;
}

/** The place in its light, ready to be painted; equal specs give equal scenes. */
export function sceneOf(place: PlaceSpec): Scene {
  return PAINTERS[place.kind](createMood(place.kind, place.timeOfDay, place.weather, place.seed));
}
