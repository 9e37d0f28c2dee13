import { z } from 'zod';
import { RecordId } from '../document/schema.ts';

/** Bodies of the routes that read a script before an episode is made of it, and copy episodes. */

const Name = z.string().trim().min(1).max(200);
const Names = z.array(Name).max(20);
/** What one script shows at most; the drafter finds no more people than that. */
const MOST = 400;

export const ReadScriptBody = z.strictObject({
  fountain: z.string().min(1).max(2_000_000),
  /** Whose bible it is read with; null: of a series that is yet to be made. */
  seriesId: RecordId.nullable(),
});
const Found = z.object({
  name: z.string(),
  /** Other names the script has for it. */
  aliases: z.array(z.string()),
  /** Who or what this is in the bible of the series; null: new. */
  known: z.object({ id: RecordId, name: z.string() }).nullable(),
  /** In the words of the script; empty where it says nothing. */
  description: z.string(),
});
export const FoundPerson = Found.extend({ lines: z.number().int() });
export type FoundPerson = z.infer<typeof FoundPerson>;
export const FoundPlace = Found.extend({ scenes: z.number().int(), interior: z.boolean() });
export type FoundPlace = z.infer<typeof FoundPlace>;
export const ReadScriptView = z.object({
  scenes: z.number().int(),
  pages: z.number().int(),
  /** Pages that are written on, as a fraction: about the minutes they play. */
  minutes: z.number(),
  people: z.array(FoundPerson),
  places: z.array(FoundPlace),
  /** Who the series knows already, to merge with. */
  bible: z.object({
    people: z.array(z.object({ id: RecordId, name: z.string() })),
    places: z.array(z.object({ id: RecordId, name: z.string() })),
  }),
});
export type ReadScriptView = z.infer<typeof ReadScriptView>;

/** One person or place as it was confirmed. `from`: the names found in the script that it answers to; `known`: who in the bible it is. */
const Confirmed = z.strictObject({ name: Name, from: Names.min(1), known: RecordId.nullable() });
export type Confirmed = z.infer<typeof Confirmed>;
/** Who and what of a script goes into the bible; whoever is not named is left out. */
export const CastChoice = z.strictObject({
  people: z.array(Confirmed).max(MOST),
  places: z.array(Confirmed).max(MOST),
});
export type CastChoice = z.infer<typeof CastChoice>;

/** Who has an episode open at this moment, by episode; one that nobody is in is left out. */
export const PresentView = z.object({
  episodes: z.array(
    z.object({ id: RecordId, people: z.array(z.object({ id: z.string(), name: z.string(), color: z.string() })) }),
  ),
});
export type PresentView = z.infer<typeof PresentView>;

export const DuplicateBody = z.strictObject({ title: Name });

/** GET, application/zip: a whole series as one file. Not JSON, so not in the table. */
export const archivePath = (seriesId: string): string => `/api/series/${seriesId}/archive`;
/** POST, application/zip: makes a series of such a file. */
export const ARCHIVES_PATH = '/api/archives';
/** Most bytes of an archive, on the way out and in. */
export const ARCHIVE_BYTES = 2 * 1024 ** 3;
export const ImportedArchiveView = z.object({ seriesId: RecordId, title: z.string(), episodes: z.number().int() });
export type ImportedArchiveView = z.infer<typeof ImportedArchiveView>;
