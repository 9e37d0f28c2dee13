import { normalName } from '../document/bible-names.ts';
import type { Character, Location, Scene, Shot } from '../document/schema.ts';
import type { CastStaging, StillManifest } from './manifest.ts';
import type { Notes } from './plan-notes.ts';
import type { PlannedScene } from './plan-script.ts';
import { seedFromText } from './seed.ts';

export type Picture = StillManifest['picture'];

/** The bible and the scenes by id, built once per plan. */
export interface PlanLookup {
  readonly characters: ReadonlyMap<string, Character>;
  readonly locations: ReadonlyMap<string, Location>;
  /** By normal name and alias. */
  readonly locationsByName: ReadonlyMap<string, Location>;
  readonly sceneRecords: ReadonlyMap<string, Scene>;
  readonly scenes: ReadonlyMap<string, PlannedScene>;
}

/** What the camera sees, resolved: only what changes the picture, so that renaming a character makes no shot stale (SPEC P2). */
export function pictureOf(shot: Shot, number: string, lookup: PlanLookup, notes: Notes): Picture {
  return {
    size: shot.size,
    angle: shot.angle,
    seed: shot.seed,
    place: placeOf(shot, number, lookup, notes),
    cast: castOf(shot, number, lookup, notes),
    prop: shot.prop === null ? null : { kind: shot.prop.kind, seed: seedFromText(normalName(shot.prop.name)) },
  };
}

/** A picture somebody gave the shot: it hides all that would be drawn, so that nothing of that can make it stale (SPEC P2, B4). */
export function ownPicture(asset: string): Picture {
  const place = { kind: 'interior', seed: 0, timeOfDay: 'day', weather: 'clear' } as const;
  return { size: 'MS', angle: 'eye', seed: 0, place, cast: [], prop: null, own: asset };
}

/** Place: the shot's, else the scene's, else the bible's by the heading's words, else inside or outside by INT or EXT. */
function placeOf(shot: Shot, number: string, lookup: PlanLookup, notes: Notes): Picture['place'] {
  const scene = lookup.scenes.get(shot.sceneId);
  const record = lookup.sceneRecords.get(shot.sceneId);
  const wanted = shot.locationId ?? record?.locationId ?? null;
  const named = normalName(scene?.place ?? '');
  const location = (wanted === null ? undefined : lookup.locations.get(wanted)) ?? lookup.locationsByName.get(named);
  if (wanted !== null && !lookup.locations.has(wanted)) {
    notes.add('location-missing', `Shot ${number} is set in a location that is no longer in the bible.`, { shotId: shot.id });
  }
  const general = scene?.outside === true ? 'exterior' : 'interior';
  return {
    kind: location?.kind ?? general,
    seed: location?.seed ?? seedFromText(named),
    timeOfDay: shot.timeOfDay ?? record?.timeOfDay ?? scene?.timeOfDay ?? 'day',
    weather: shot.weather ?? record?.weather ?? 'clear',
  };
}

/** Who is in the bible, once each; the others are left out and told. */
function castOf(shot: Shot, number: string, lookup: PlanLookup, notes: Notes): CastStaging[] {
  const cast = new Map<string, CastStaging>();
  for (const { characterId, position, facing, expression, pose } of shot.cast) {
    const character = lookup.characters.get(characterId);
    if (character === undefined) {
      const text = `Shot ${number} shows a character who is no longer in the bible; the picture leaves them out.`;
      notes.add('character-missing', text, { shotId: shot.id });
    } else if (!cast.has(characterId)) {
      cast.set(characterId, { characterId, dna: character.dna, position, facing, expression, pose });
    }
  }
  return [...cast.values()];
}
