import { entriesShown, showsOf } from '@trashfire/shared/document/entry-uses';
import type { Location, Prop, Scene } from '@trashfire/shared/document/schema';
import { parseHeading } from '@trashfire/shared/fountain/heading';
import { type EpisodeModel, shotsInOrder } from '../../studio/model/episode-model.ts';

/** The shots each entry of the bible is in, in the order of the board. */
export function usesOf(
  model: EpisodeModel,
  scenes: readonly Scene[],
  locations: readonly Location[],
  props: readonly Prop[],
): ReadonlyMap<string, readonly string[]> {
  const given = new Map(scenes.map(({ id, locationId }) => [id, locationId]));
  const written = new Map(model.scenes.map(({ id, heading, placed }) => [id, placed ? parseHeading(heading).place : '']));
  const shown = entriesShown({ locations, props });
  const uses = new Map<string, string[]>();
  for (const { id, sceneId, shot } of shotsInOrder(model)) {
    for (const entry of shown(showsOf(shot, given.get(sceneId) ?? null, written.get(sceneId) ?? '')))
      uses.set(entry, [...(uses.get(entry) ?? []), id]);
  }
  return uses;
}
