import { normalName } from '@trashfire/shared/document/bible-names';
import type { Location } from '@trashfire/shared/document/schema';
import type { PlaceKind, TimeOfDay, Weather } from '@trashfire/shared/document/vocabulary';
import type { Script, ScriptScene } from '@trashfire/shared/fountain/script';
import { derivedId } from '@trashfire/shared/ids';
import { seedFromText } from '@trashfire/shared/render/seed';
import { firstSentence, mentions } from './words.ts';

/** Which set stands in for a place, by the words of its heading; the first that fits. */
const KINDS: readonly (readonly [PlaceKind, readonly string[]])[] = [
  ['lamp-room', ['lamp room', 'lighthouse', 'lantern room', 'observatory']],
  ['classroom', ['classroom', 'school', 'class', 'lecture hall', 'library', 'club room', 'homeroom']],
  ['train', ['train', 'carriage', 'subway', 'metro', 'tram', 'bus', 'compartment', 'wagon']],
  ['rooftop', ['rooftop', 'roof', 'terrace', 'balcony', 'skyline']],
  [
    'harbour',
    [
      'harbour',
      'harbor',
      'lighthouse',
      'port',
      'dock',
      'docks',
      'pier',
      'quay',
      'wharf',
      'beach',
      'shore',
      'sea',
      'boat',
      'ship',
      'deck',
      'ferry',
      'canal',
      'river',
    ],
  ],
  [
    'forest',
    [
      'forest',
      'woods',
      'wood',
      'grove',
      'jungle',
      'path',
      'trail',
      'mountain',
      'shrine',
      'garden',
      'park',
      'fields',
      'rice field',
      'wheat field',
      'open field',
      'meadow',
      'hill',
      'hills',
      'hillside',
      'riverbank',
      'clearing',
      'swamp',
    ],
  ],
  [
    'street',
    [
      'street',
      'alley',
      'road',
      'market',
      'crossing',
      'square',
      'bridge',
      'station',
      'platform',
      'town',
      'city',
      'village',
      'shop front',
      'stairs',
    ],
  ],
];

const TIMES: readonly (readonly [TimeOfDay, readonly string[]])[] = [
  ['dawn', ['dawn', 'sunrise', 'daybreak', 'early morning', 'first light']],
  ['sunset', ['sunset', 'dusk', 'evening', 'sundown', 'twilight', 'magic hour', 'golden hour']],
  ['night', ['night', 'midnight', 'nightfall', 'blue hour']],
  ['day', ['day', 'morning', 'noon', 'midday', 'afternoon']],
];
const WEATHERS: readonly (readonly [Weather, readonly string[]])[] = [
  ['rain', ['rain', 'raining', 'rains', 'storm', 'downpour', 'drizzle', 'wet']],
  ['snow', ['snow', 'snowing', 'snows', 'blizzard', 'flurries']],
  ['fog', ['fog', 'mist', 'misty', 'foggy', 'haze']],
  ['wind', ['wind', 'windy', 'gust', 'gusts', 'gale']],
];

const OUTDOORS: ReadonlySet<PlaceKind> = new Set(['rooftop', 'harbour', 'forest', 'street']);
const INDOORS: ReadonlySet<PlaceKind> = new Set(['lamp-room', 'classroom', 'train']);

/**
 * The set for a place: a customs hall at the harbour is a room, a school's roof is a roof. Of several words that fit, the first
 * counts ("HILL ABOVE TOWN"), because headings name the place and then where it lies.
 * @param interior what the heading says; null where it says nothing.
 */
function kindOf(place: string, interior: boolean | null): PlaceKind {
  const barred = interior === null ? new Set<PlaceKind>() : interior ? OUTDOORS : INDOORS;
  // A roof or a lamp room is what it is wherever it stands in the heading.
  const certain = KINDS.find(
    ([kind, words]) => (kind === 'lamp-room' || kind === 'rooftop') && !barred.has(kind) && mentions(place, words),
  );
  if (certain) return certain[0];
  const words = place.split(/[^\p{L}\p{N}]+/u);
  for (let at = 0; at < words.length; at += 1) {
    const here = words.slice(at, at + 2);
    const found = KINDS.find(
      ([kind, names]) =>
        !barred.has(kind) && (names.includes(here.join(' ').toLowerCase()) || names.includes((here[0] ?? '').toLowerCase())),
    );
    if (found) return found[0];
  }
  return interior === false ? 'exterior' : 'interior';
}

/** "THE LAUNDRY, TEN MINUTES LEFT ON THE CLOCK" is the laundry, where the laundry is known. */
function knownPart(key: string, known: ReadonlyMap<string, Location>): Location | undefined {
  return known.get(key) ?? known.get(key.split(', ')[0] ?? key);
}

export interface Placing {
  created: Location[];
  byScene: ReadonlyMap<string, Location>;
}

/** Finds the places of a script by their headings; those in the bible are recognised by name or alias. */
export function placeScript(script: Script, bible: readonly Location[], seriesId: string): Placing {
  const known = new Map<string, Location>();
  for (const location of bible) for (const name of [location.name, ...location.aliases]) known.set(normalName(name), location);
  const created: Location[] = [];
  const byScene = new Map<string, Location>();
  for (const scene of script.scenes) {
    const name = (scene.parsed.place || scene.heading).slice(0, 200);
    const key = normalName(name);
    if (key === '') continue;
    const id = derivedId('location', seriesId, key);
    // Somebody may have renamed it in the bible since.
    let location = knownPart(key, known) ?? bible.find((place) => place.id === id);
    if (!location) {
      const kind = kindOf(name, saysInterior(scene));
      const interior = saysInterior(scene) ?? !OUTDOORS.has(kind);
      const description = firstSentence(scene.blocks.find((block) => block.type === 'action')?.text ?? '', 300);
      location = {
        id,
        v: 1,
        name: name.toUpperCase(),
        aliases: [],
        description,
        kind,
        interior,
        seed: seedFromText(key),
      };
      created.push(location);
      known.set(key, location);
    }
    byScene.set(scene.headingId, location);
  }
  return { created, byScene };
}

/** @returns what the heading says; null when it says nothing or both. */
function saysInterior({ parsed: { intExt } }: ScriptScene): boolean | null {
  if (intExt === null || intExt === 'INT/EXT') return null;
  return intExt === 'INT';
}

/** What the heading says of the time; null when it says nothing (the scene before goes on). */
export function timeOf(scene: ScriptScene): TimeOfDay | null {
  const words = scene.parsed.timeOfDay ?? '';
  return TIMES.find(([, names]) => mentions(words, names))?.[0] ?? null;
}

/** Weather told by the action of an outdoor scene; a window is not looked through. */
export function weatherOf(scene: ScriptScene): Weather | null {
  if (scene.parsed.intExt === 'INT') return null;
  const action = scene.blocks
    .filter((block) => block.type === 'action')
    .map((block) => block.text)
    .join(' ');
  return WEATHERS.find(([, words]) => mentions(action, words))?.[0] ?? null;
}
