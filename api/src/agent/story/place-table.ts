import { placeScript } from '../drafter/places.ts';
import type { World } from '../world.ts';

export interface PlaceRow {
  name: string;
  /** Numbers of the scenes that play there, in script order. */
  scenes: string[];
  /** The same scenes by id. */
  sceneIds: string[];
}

/** @returns every place a heading names, the one with most scenes first; places of the bible by the name they have there. */
export function placeTable(world: Pick<World, 'script' | 'bible' | 'scenes' | 'seriesId'>): PlaceRow[] {
  const { byScene } = placeScript(world.script(), world.bible().locations, world.seriesId);
  const rows = new Map<string, PlaceRow>();
  for (const { id, number } of world.scenes()) {
    const place = byScene.get(id);
    if (place === undefined) continue;
    const row = rows.get(place.id) ?? { name: place.name, scenes: [], sceneIds: [] };
    row.scenes.push(number);
    row.sceneIds.push(id);
    rows.set(place.id, row);
  }
  return [...rows.values()].sort((a, b) => b.scenes.length - a.scenes.length);
}
