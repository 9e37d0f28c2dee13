import type * as Y from 'yjs';
import type {
  CanonFact,
  Character,
  Clip,
  CutRender,
  EpisodeMeta,
  Location,
  Marker,
  Prop,
  Scene,
  SeriesMeta,
  Shot,
  ShotRender,
  ShotStill,
  Track,
} from './schema.ts';
import { readRecord, readRecords } from './ydoc.ts';

/** Plain snapshots of a document's valid records: what the pure read models (timeline, numbering, plan) work on. */
export interface EpisodeRecords {
  readonly meta: EpisodeMeta | null;
  readonly scenes: readonly Scene[];
  readonly shots: readonly Shot[];
  readonly tracks: readonly Track[];
  readonly clips: readonly Clip[];
  readonly markers: readonly Marker[];
}

export interface SeriesRecords {
  readonly meta: SeriesMeta | null;
  readonly characters: readonly Character[];
  readonly locations: readonly Location[];
  readonly props: readonly Prop[];
  readonly canon: readonly CanonFact[];
}

export interface RendersRecords {
  readonly shots: readonly ShotRender[];
  readonly stills: readonly ShotStill[];
  readonly cuts: readonly CutRender[];
}

/** Reads an `episode:` document; records that do not fit their schema are left out (SPEC D4). */
export function episodeRecords(doc: Y.Doc): EpisodeRecords {
  return {
    meta: readRecord(doc, 'episodeMeta', 'meta'),
    scenes: readRecords(doc, 'scenes'),
    shots: readRecords(doc, 'shots'),
    tracks: readRecords(doc, 'tracks'),
    clips: readRecords(doc, 'clips'),
    markers: readRecords(doc, 'markers'),
  };
}

/** Reads a `series:` document, as {@link episodeRecords} does. */
export function seriesRecords(doc: Y.Doc): SeriesRecords {
  return {
    meta: readRecord(doc, 'seriesMeta', 'meta'),
    characters: readRecords(doc, 'characters'),
    locations: readRecords(doc, 'locations'),
    props: readRecords(doc, 'props'),
    canon: readRecords(doc, 'canon'),
  };
}

/** Reads a `renders:` document, as {@link episodeRecords} does. */
export function rendersRecords(doc: Y.Doc): RendersRecords {
  return {
    shots: readRecords(doc, 'shotRenders'),
    stills: readRecords(doc, 'shotStills'),
    cuts: readRecords(doc, 'cutRenders'),
  };
}
