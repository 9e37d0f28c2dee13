import { z } from 'zod';
import { ID_PATTERN } from '../ids.ts';
import { CharacterDna, Voice } from './dna.ts';
import {
  CameraAngle,
  CameraMove,
  Expression,
  PlaceKind,
  Pose,
  PropKind,
  SceneStage,
  SceneStatus,
  ShotSize,
  TimeOfDay,
  Weather,
} from './vocabulary.ts';

/**
 * The records inside documents (DESIGN §4), one zod object per entity. `v` is the record's own version, raised only by
 * a migration in ./migrations. Which collection lives in which document is {@link COLLECTIONS}.
 */

/** Version of the document layout as a whole; the handshake compares it, so an older program never edits what it does not understand. */
export const DOCUMENT_SCHEMA_VERSION = 1;

export const RecordId = z.string().regex(ID_PATTERN);
/** Fractional index: orders siblings by plain string comparison. */
const Order = z.string().min(1).max(200);
const Line = z.string().max(200);
const Text = z.string().max(4000);
const Frames = z
  .number()
  .int()
  .min(1)
  .max(24 * 60 * 60);

export const EpisodeMeta = z.object({ id: z.literal('meta'), v: z.literal(1), title: Line, editRate: z.literal(24) });
export type EpisodeMeta = z.infer<typeof EpisodeMeta>;

/** Who holds a shot as it is, and why. The name is kept for when that person has left the team. */
export const ShotLock = z.object({ personId: z.string().min(1).max(64), name: Line, reason: Line });
export type ShotLock = z.infer<typeof ShotLock>;

/** Who holds a scene's text as it is, why, and since when (ms since 1970). */
export const SceneLock = ShotLock.extend({ at: z.int().min(0) });
export type SceneLock = z.infer<typeof SceneLock>;

/**
 * What the room knows of a scene besides its text; keyed by the id on its heading node. The fields that may be missing came later:
 * a record without them is of version 1 all the same, so that the program before, whose set-scene writes a blank over a scene it
 * cannot read, goes on reading and keeping it (SPEC M6).
 */
export const Scene = z.object({
  id: RecordId,
  v: z.literal(1),
  synopsis: Text,
  status: SceneStatus,
  locationId: RecordId.nullable(),
  timeOfDay: TimeOfDay.nullable(),
  weather: Weather.nullable(),
  /** Id of the person whose work it is. */
  assignee: z.string().min(1).max(64).nullable().default(null),
  /** Null: nobody said; read by {@link sceneStage}. */
  stage: SceneStage.nullable().default(null),
  /** While it is set, neither the editor nor a command changes the scene's text (SPEC S2). */
  lock: SceneLock.nullable().default(null),
});
export type Scene = z.infer<typeof Scene>;

export const ShotCast = z.object({
  characterId: RecordId,
  position: z.enum(['left', 'centre', 'right']),
  facing: z.enum(['left', 'right', 'camera', 'away']),
  expression: Expression,
  pose: Pose,
});
export type ShotCast = z.infer<typeof ShotCast>;

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** `lines` are ids of dialogue blocks of the script; their text is read when a plan is made. A null place, time or weather means the scene's. */
export const Shot = z.object({
  id: RecordId,
  v: z.literal(3),
  sceneId: RecordId,
  order: Order,
  title: Line,
  size: ShotSize,
  angle: CameraAngle,
  move: CameraMove,
  action: Text,
  cast: z.array(ShotCast).max(6),
  lines: z.array(RecordId).max(40),
  locationId: RecordId.nullable(),
  timeOfDay: TimeOfDay.nullable(),
  weather: Weather.nullable(),
  prop: z.object({ kind: PropKind, name: Line }).nullable(),
  seed: z.number().int().min(0).max(0xffff_ffff),
  /** For the crew; in no picture. */
  notes: Text,
  /** Focal length in millimetres; null: nobody chose one. For the crew; in no picture. */
  lens: z.number().int().min(8).max(1200).nullable(),
  /** The asset of a picture somebody gave the shot; null: it is drawn. */
  ownPicture: Hash.nullable(),
  /** While it is set, commands leave the shot as it is (SPEC B3). */
  lock: ShotLock.nullable(),
});
export type Shot = z.infer<typeof Shot>;

export const Track = z.object({
  id: RecordId,
  v: z.literal(1),
  kind: z.enum(['video', 'dialogue', 'music', 'effects']),
  name: Line,
  order: Order,
  muted: z.boolean(),
  locked: z.boolean(),
});
export type Track = z.infer<typeof Track>;

/**
 * A shot on the timeline. Start frames are sums of what stands before (order, then id), so concurrent edits can neither overlap nor leave a gap.
 * With `gap` it is black as long as it lasts, and `shotId` the shot that was lifted out of it (SPEC T13). The field came later and is left
 * out until somebody lifts: a default would be written with every trim, and win over another person's lift.
 */
export const Clip = z.object({
  id: RecordId,
  v: z.literal(1),
  trackId: RecordId,
  shotId: RecordId,
  order: Order,
  duration: Frames,
  gap: z.boolean().optional(),
});
export type Clip = z.infer<typeof Clip>;

export const Marker = z.object({ id: RecordId, v: z.literal(1), frame: z.number().int().min(0), name: Line, color: Line });
export type Marker = z.infer<typeof Marker>;

export const SeriesMeta = z.object({
  id: z.literal('meta'),
  v: z.literal(1),
  title: Line,
  logline: Text,
  seed: z.number().int().min(0),
});
export type SeriesMeta = z.infer<typeof SeriesMeta>;

export const Character = z.object({
  id: RecordId,
  v: z.literal(1),
  name: Line,
  /** Other names the script cues this character by. */
  aliases: z.array(Line).max(20),
  description: Text,
  dna: CharacterDna,
  voice: Voice,
});
export type Character = z.infer<typeof Character>;

export const Location = z.object({
  id: RecordId,
  v: z.literal(1),
  name: Line,
  aliases: z.array(Line).max(20),
  description: Text,
  kind: PlaceKind,
  interior: z.boolean(),
  seed: z.number().int().min(0).max(0xffff_ffff),
});
export type Location = z.infer<typeof Location>;

export const Prop = z.object({ id: RecordId, v: z.literal(1), name: Line, kind: PropKind, description: Text });
export type Prop = z.infer<typeof Prop>;

export const CanonFact = z.object({ id: RecordId, v: z.literal(1), text: Text, episodeId: RecordId.nullable() });
export type CanonFact = z.infer<typeof CanonFact>;

/** What people say of something in the gallery: `id` is the entry's, or the hash of a picture. */
export const Mark = z.object({
  id: z.union([RecordId, Hash]),
  v: z.literal(1),
  starred: z.boolean(),
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
});
export type Mark = z.infer<typeof Mark>;

/** A picture somebody brought for a character, place or prop; it is looked at, and in no film. */
export const Reference = z.object({ id: RecordId, v: z.literal(1), subjectId: RecordId, picture: Hash, name: Line });
export type Reference = z.infer<typeof Reference>;

export const RENDER_STATES = ['queued', 'rendering', 'done', 'failed', 'cancelled'] as const;

/** What the room sees of a shot's rendering; `revision` is of the manifest the assets were made from, so a client can tell stale from current. */
export const ShotRender = z.object({
  id: RecordId,
  v: z.literal(1),
  state: z.enum(RENDER_STATES),
  revision: Hash,
  preset: z.enum(['LOW', 'HIGH']),
  take: z.number().int().min(0),
  segment: Hash.nullable(),
  dialogue: Hash.nullable(),
  poster: Hash.nullable(),
  frames: z.number().int().min(1),
  reason: z.string().max(500).nullable(),
  /** Of the last take that finished, kept while a newer one renders. */
  doneRevision: Hash.nullable(),
  /** What that take was made at; `preset` is what was asked for last. */
  donePreset: z.enum(['LOW', 'HIGH']).nullable().default(null),
});
export type ShotRender = z.infer<typeof ShotRender>;

export const ShotStill = z.object({ id: RecordId, v: z.literal(1), revision: Hash, asset: Hash });
export type ShotStill = z.infer<typeof ShotStill>;

/** `id` is a scene's id or the episode's. */
export const CutRender = z.object({
  id: RecordId,
  v: z.literal(1),
  state: z.enum(RENDER_STATES),
  revision: Hash,
  preset: z.enum(['LOW', 'HIGH']),
  take: z.number().int().min(0),
  asset: Hash.nullable(),
  /** What `asset` was made at; `preset` is what was asked for last. */
  assetPreset: z.enum(['LOW', 'HIGH']).nullable().default(null),
  frames: z.number().int().min(1),
  fps: z.number().int().min(1),
  reason: z.string().max(500).nullable(),
});
export type CutRender = z.infer<typeof CutRender>;

/** Collection name -> the document it lives in and the schema of its records. The script itself is an XmlFragment, see ./editor-schema.ts. */
export const COLLECTIONS = {
  episodeMeta: { document: 'episode', schema: EpisodeMeta },
  scenes: { document: 'episode', schema: Scene },
  shots: { document: 'episode', schema: Shot },
  tracks: { document: 'episode', schema: Track },
  clips: { document: 'episode', schema: Clip },
  markers: { document: 'episode', schema: Marker },
  seriesMeta: { document: 'series', schema: SeriesMeta },
  characters: { document: 'series', schema: Character },
  locations: { document: 'series', schema: Location },
  props: { document: 'series', schema: Prop },
  canon: { document: 'series', schema: CanonFact },
  marks: { document: 'series', schema: Mark },
  references: { document: 'series', schema: Reference },
  shotRenders: { document: 'renders', schema: ShotRender },
  shotStills: { document: 'renders', schema: ShotStill },
  cutRenders: { document: 'renders', schema: CutRender },
} as const;
export type CollectionName = keyof typeof COLLECTIONS;
export type RecordOf<C extends CollectionName> = z.infer<(typeof COLLECTIONS)[C]['schema']>;
