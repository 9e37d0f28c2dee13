import { z } from 'zod';
import { PersonView } from './contract.ts';

/** Request and response bodies of a document's history (SPEC H). `document` in a path is a document's name, `episode:<id>` or `series:<id>`. */

const Instant = z.iso.datetime();
const Seq = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** A point of the log: the state after row `seq`, or as it was at a time. */
export const HistoryPoint = z.union([z.strictObject({ seq: Seq }), z.strictObject({ at: Instant })]);
export type HistoryPoint = z.infer<typeof HistoryPoint>;

/** `color` is null where nobody's caret had one: of a service, or of somebody who is gone. */
export const AuthorView = z.object({
  kind: z.enum(['person', 'agent', 'service']),
  id: z.string(),
  name: z.string(),
  color: z.string().nullable(),
  runId: z.string().nullable(),
  step: z.number().int().nullable(),
});
export type AuthorView = z.infer<typeof AuthorView>;

export const VersionView = z.object({
  id: z.string(),
  document: z.string(),
  seq: Seq,
  name: z.string(),
  createdBy: PersonView,
  createdAt: Instant,
});
export type VersionView = z.infer<typeof VersionView>;

/** Edits without a longer pause; the document after `toSeq` is what they led to. */
export const EditSessionView = z.object({
  fromSeq: Seq,
  toSeq: Seq,
  from: Instant,
  to: Instant,
  edits: z.number().int(),
  authors: z.array(AuthorView),
});
export type EditSessionView = z.infer<typeof EditSessionView>;

/** A page of history, newest first; `before` is the `next` of the page before. */
export const HistoryBody = z.strictObject({
  before: Seq.optional(),
  limit: z.number().int().min(1).max(100).default(30),
});
export const HistoryView = z.object({
  head: Seq,
  /** All named versions, newest first. */
  versions: z.array(VersionView),
  sessions: z.array(EditSessionView),
  next: Seq.nullable(),
});

const VersionName = z.string().trim().min(1).max(80);
/** `seq` left out: as the document is now. */
export const NameVersionBody = z.strictObject({ name: VersionName, seq: Seq.optional() });
export const RenameVersionBody = z.strictObject({ name: VersionName });

const TextPieceView = z.object({ text: z.string(), marks: z.record(z.string(), z.unknown()) });
const BlockView = z.object({
  type: z.string(),
  attrs: z.record(z.string(), z.unknown()),
  lines: z.array(z.array(TextPieceView)),
});
const RecordsView = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));

export const ContentBody = z.strictObject({ point: HistoryPoint });
export const ContentView = z.object({
  seq: Seq,
  /** The script as Fountain; null for a series, which has none. */
  fountain: z.string().nullable(),
  content: z.object({ script: z.array(BlockView), records: RecordsView }),
});

/** `to` left out: as the document is now. */
export const CompareBody = z.strictObject({ from: HistoryPoint, to: HistoryPoint.optional() });
const By = z.array(AuthorView);
export const CompareView = z.object({
  from: Seq,
  to: Seq,
  script: z.array(
    z.object({
      change: z.enum(['added', 'removed', 'changed', 'moved']),
      id: z.string().nullable(),
      type: z.string(),
      /** Texts are cut at 2000 characters. */
      before: z.string().nullable(),
      after: z.string().nullable(),
      by: By,
    }),
  ),
  records: z.array(
    z.object({
      change: z.enum(['added', 'removed', 'changed']),
      collection: z.string(),
      id: z.string(),
      fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
      by: By,
    }),
  ),
  /** There is more than one answer holds: the first 1000 blocks and 1000 records are told. */
  truncated: z.boolean(),
});

/** A range of blocks; `records` asks for the authors of all records too. */
export const AuthorshipBody = z.strictObject({
  first: z.number().int().min(0).default(0),
  blocks: z.number().int().min(1).max(500).default(200),
  records: z.boolean().default(false),
});
/** Places in `authors`; null where the log no longer knows. */
const ByIndex = z.number().int().nullable();
export const AuthorshipView = z.object({
  seq: Seq,
  authors: z.array(AuthorView),
  /** How many blocks the script has. */
  total: z.number().int(),
  script: z.array(
    z.object({
      id: z.string().nullable(),
      type: z.string(),
      by: ByIndex,
      text: z.array(z.object({ text: z.string(), by: ByIndex })),
    }),
  ),
  records: z.array(z.object({ collection: z.string(), id: z.string(), by: ByIndex, fields: z.record(z.string(), ByIndex) })),
});

const RestoreKey = z.string().min(8).max(80);
/** `key` is minted by who clicks: repeated with the same key, a restore is made once. */
export const RestoreBody = z.strictObject({ point: HistoryPoint, key: RestoreKey });
export const RestoreView = z.object({
  /** The state that was brought back. */
  to: Seq,
  /** Where the document stood when it was worked out: the way back. */
  from: Seq,
  /** False when the document said the same already. */
  changed: z.boolean(),
  /** This key's restore was made before; nothing was done now. */
  already: z.boolean(),
});

/** What stays of an undone run or restore (SPEC H5, H9). */
export const Left = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('block'), id: z.string().nullable() }),
  z.object({ kind: z.literal('record'), collection: z.string(), id: z.string() }),
  z.object({ kind: z.literal('field'), collection: z.string(), id: z.string(), field: z.string() }),
]);
/** The key of a restore: what it did is taken back, once. */
export const UndoRestoreBody = z.strictObject({ key: RestoreKey });
export const UndoRestoreView = z.object({
  /** False when nothing of it was left. */
  changed: z.boolean(),
  /** It was undone before; nothing was done now. */
  already: z.boolean(),
  /** What stays of it, because others built on it; at most 200 things. */
  left: z.array(Left),
});
export const UndoRunView = z.object({
  documents: z.array(
    z.object({
      document: z.string(),
      changed: z.boolean(),
      /** It was undone before; nothing was done now. */
      already: z.boolean(),
      /** What stays of the run, because others built on it; at most 200 things. */
      left: z.array(Left),
    }),
  ),
});
