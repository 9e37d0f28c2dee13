import type { EpisodeTakesView } from '@trashfire/shared/api/gallery-contract';
import { normalName } from '@trashfire/shared/document/bible-names';
import type { Character, Location, Mark, Prop, Reference } from '@trashfire/shared/document/schema';
import { type EpisodeModel, type ShotView, shownPicture } from '../../studio/model/episode-model.ts';

export const ENTRY_TABS = ['characters', 'locations', 'props'] as const;
export type EntryTab = (typeof ENTRY_TABS)[number];

export interface Maker {
  readonly id: string;
  readonly name: string;
}

/** What a card of the gallery shows, and what it is found by. */
export interface GalleryItem {
  /** Of the entry, or the hash of a take's picture. */
  readonly id: string;
  readonly name: string;
  readonly words: string;
  /** Kind of place or prop, `still` or `shot`; null where there is none. */
  readonly kind: string | null;
  readonly picture: string | null;
  readonly tags: readonly string[];
  readonly starred: boolean;
  /** Shots of this episode it is in; for a take, whether its shot shows it. */
  readonly uses: number;
  readonly by: Maker | null;
  /** When it was made, in ms since the epoch; 0 where that is not known. */
  readonly at: number;
}

export interface EntrySources {
  readonly characters: readonly Character[];
  readonly locations: readonly Location[];
  readonly props: readonly Prop[];
  readonly references: readonly Reference[];
  readonly marks: readonly Mark[];
  /** Who brought each entry first, by id. */
  readonly makers: ReadonlyMap<string, Maker>;
  readonly model: EpisodeModel;
  /** Shots each entry is in, by id. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
}

/** What every kind of entry has in common here. */
type AnyEntry = Pick<Character, 'id' | 'name' | 'description'> & { aliases?: readonly string[]; kind?: string };

/** The cards of one tab of the bible. */
export function entryItems(tab: EntryTab, sources: EntrySources): GalleryItem[] {
  const marks = new Map(sources.marks.map((mark) => [mark.id, mark]));
  const references = Map.groupBy(sources.references, ({ subjectId }) => subjectId);
  const entries: readonly AnyEntry[] = sources[tab];
  return entries.map(({ id, name, description, aliases = [], kind = null }) => {
    const shots = (sources.uses.get(id) ?? []).flatMap((shot) => sources.model.shots.get(shot) ?? []);
    return {
      id,
      name,
      words: [description, ...aliases].filter((text) => text !== '').join(' · '),
      kind,
      picture: references.get(id)?.[0]?.picture ?? coverOf(shots),
      ...markOf(marks.get(id)),
      uses: shots.length,
      by: sources.makers.get(id) ?? null,
      at: 0,
    };
  });
}

/** From close to far: in which shot somebody is seen best. */
const NEAR = ['CU', 'MCU', 'ECU', 'INSERT', 'MS', 'OTS', 'TWO', 'FS', 'WS', 'EWS'];

/** The picture that shows an entry best: with the fewest others, from near. */
function coverOf(shots: readonly ShotView[]): string | null {
  const drawn = shots.filter((view) => shownPicture(view) !== null && view.shot.ownPicture === null);
  const rank = ({ shot }: ShotView): number => shot.cast.length * NEAR.length + NEAR.indexOf(shot.size);
  const [best] = drawn.toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  return best === undefined ? null : shownPicture(best);
}

export type Take = EpisodeTakesView['takes'][number];

/** A take with the shot it is of; null where that shot is gone. */
export interface TakeItem extends GalleryItem {
  readonly take: Take;
  readonly view: ShotView | null;
}

/**
 * The cards of the takes, the newest first, each picture once. @param seeds whose shot a still is, by its seed.
 * @param nameOf what a take is called: its shot's number, or that the shot is gone.
 */
export function takeItems(
  takes: readonly Take[],
  { marks, model, seeds }: { marks: readonly Mark[]; model: EpisodeModel; seeds: ReadonlyMap<number, string> },
  nameOf: (view: ShotView | null) => string,
): TakeItem[] {
  const marked = new Map(marks.map((mark) => [mark.id, mark]));
  const seen = new Set<string>();
  return takes.flatMap((take) => {
    const shotId = take.shotId ?? (take.seed === null ? null : (seeds.get(take.seed) ?? null));
    const view = (shotId === null ? undefined : model.shots.get(shotId)) ?? null;
    // A still of no shot is of a sheet, or of a shot that is gone and can be drawn again.
    if ((view === null && take.kind === 'still') || seen.has(take.hash)) return [];
    seen.add(take.hash);
    const item: TakeItem = {
      id: take.hash,
      name: nameOf(view),
      words: view?.shot.title ?? '',
      kind: take.kind,
      picture: take.hash,
      ...markOf(marked.get(take.hash)),
      uses: view !== null && shownPicture(view) === take.hash ? 1 : 0,
      by: take.by,
      at: Date.parse(take.at),
      take,
      view,
    };
    return [item];
  });
}

function markOf(mark: Mark | undefined): Pick<GalleryItem, 'tags' | 'starred'> {
  return { tags: mark?.tags ?? [], starred: mark?.starred ?? false };
}

/** Things that shots show and that are in no collection yet, each once, by name. */
export function propsOfShots(model: EpisodeModel, props: readonly Prop[]): Pick<Prop, 'name' | 'kind'>[] {
  const known = new Set(props.map(({ name }) => normalName(name)));
  const found = new Map<string, Pick<Prop, 'name' | 'kind'>>();
  for (const { shot } of model.shots.values()) {
    const key = normalName(shot.prop?.name ?? '');
    if (shot.prop !== null && key !== '' && !known.has(key) && !found.has(key)) found.set(key, shot.prop);
  }
  return [...found.values()].map(({ name, kind }) => ({ name, kind }));
}
