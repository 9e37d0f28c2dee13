import { byBibleName, normalName } from '@trashfire/shared/document/bible-names';
import type { Location, Prop, Scene } from '@trashfire/shared/document/schema';
import { type EpisodeModel, placeName, shotsInOrder } from '../../studio/model/episode-model.ts';

/**
 * The shots each entry of the bible is in, in the order of the board. A shot plays where it says, else where its scene says, else
 * in the place its heading names, as it is drawn. A thing is known by its name.
 */
export function usesOf(
  model: EpisodeModel,
  scenes: readonly Scene[],
  locations: readonly Location[],
  props: readonly Prop[],
): ReadonlyMap<string, readonly string[]> {
  const chosen = new Map(scenes.map(({ id, locationId }) => [id, locationId]));
  const named = byBibleName(locations);
  const written = new Map(model.scenes.map(({ id, heading }) => [id, named.get(normalName(placeName(heading)))?.id ?? null]));
  const things = new Map(props.map(({ id, name }) => [normalName(name), id]));
  const uses = new Map<string, string[]>();
  for (const { id, sceneId, shot } of shotsInOrder(model)) {
    const place = shot.locationId ?? chosen.get(sceneId) ?? written.get(sceneId) ?? null;
    const thing = shot.prop === null ? undefined : things.get(normalName(shot.prop.name));
    const shown = new Set(shot.cast.map(({ characterId }) => characterId));
    if (place !== null) shown.add(place);
    if (thing !== undefined) shown.add(thing);
    for (const entry of shown) uses.set(entry, [...(uses.get(entry) ?? []), id]);
  }
  return uses;
}
