import { byBibleName, normalName } from './bible-names.ts';
import type { Location, Prop, Shot } from './schema.ts';

/** What a shot shows, as far as its episode says it by itself: names of the bible are resolved by {@link entriesShown}. */
export interface ShotShows {
  readonly characters: readonly string[];
  /** The place the shot, or else its scene, was given; null where only the heading names one. */
  readonly locationId: string | null;
  /** The place the heading names, as written. */
  readonly place: string;
  /** The name of the thing it shows. */
  readonly prop: string | null;
}

/** @param given the place its scene was given. @param place the one its scene's heading names. */
export function showsOf(shot: Pick<Shot, 'cast' | 'locationId' | 'prop'>, given: string | null, place: string): ShotShows {
  return {
    characters: [...new Set(shot.cast.map(({ characterId }) => characterId))],
    locationId: shot.locationId ?? given,
    place,
    prop: shot.prop?.name ?? null,
  };
}

/**
 * Entries of the bible in a shot. A shot plays where it says, else where its scene says, else in the place its heading names, as
 * it is drawn. A thing is known by its name.
 * @returns reads what a shot shows as ids of entries, each once.
 */
export function entriesShown(bible: {
  locations: readonly Location[];
  props: readonly Prop[];
}): (shows: ShotShows) => Set<string> {
  const places = byBibleName(bible.locations);
  const things = new Map(bible.props.map(({ id, name }) => [normalName(name), id]));
  return ({ characters, locationId, place, prop }) => {
    const at = locationId ?? places.get(normalName(place))?.id;
    const thing = prop === null ? undefined : things.get(normalName(prop));
    return new Set([...characters, ...(at === undefined ? [] : [at]), ...(thing === undefined ? [] : [thing])]);
  };
}
