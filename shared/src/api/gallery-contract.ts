import { z } from 'zod';
import { RecordId } from '../document/schema.ts';
import { PresetName } from '../render/presets.ts';
import { Micros } from './contract.ts';

/** Bodies of the routes of the gallery: what was made for an episode, and what it has drawn. */

const Instant = z.iso.datetime();
const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Where a page of takes ends: when its last one was made, in ms since the epoch, and its task. */
export const TakesCursor = z.string().regex(/^\d{1,13}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** What was made for the shots of an episode, the newest first; `older` names the page after this one, null at the end. */
export const EpisodeTakesView = z.object({
  takes: z.array(
    z.object({
      /** Of the picture that stands for it. */
      hash: Hash,
      kind: z.enum(['still', 'shot']),
      preset: PresetName,
      revision: Hash,
      price: Micros,
      at: Instant,
      /** Of the picture; null for a picture somebody brought. */
      seed: z.number().int().nullable(),
      /** The shot, or the entry of the bible, it was first asked for; null for older stills, which are known by their seed. */
      shotId: RecordId.nullable(),
      /** The moving shot; null for a still. */
      segment: Hash.nullable(),
      frames: z.number().int(),
      fps: z.number().int(),
      /** Who paid for it; null for what the studio draws by itself. */
      by: z.object({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
  older: TakesCursor.nullable(),
});
export type EpisodeTakesView = z.infer<typeof EpisodeTakesView>;

/** Every shot of a series that shows an entry of its bible; `total` counts those left out of a very long answer too. */
export const EntryShotsView = z.object({
  episodes: z.array(
    z.object({
      id: RecordId,
      number: z.number().int(),
      title: z.string(),
      shots: z.array(z.object({ id: RecordId, number: z.string(), title: z.string() })),
    }),
  ),
  total: z.number().int(),
});
export type EntryShotsView = z.infer<typeof EntryShotsView>;

const Seeds = z.array(z.number().int().min(0).max(0xffff_ffff)).min(1).max(8);
/** What the gallery has drawn: the sheet of an entry of the bible, or candidates by seed. */
export const DrawingsBody = z.strictObject({
  subject: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['character', 'location', 'prop']), id: RecordId }),
    z.strictObject({ kind: z.enum(['looks', 'shot']), id: RecordId, seeds: Seeds }),
  ]),
});
export type DrawingSubject = z.infer<typeof DrawingsBody>['subject'];
export const DrawingsView = z.object({
  drawings: z.array(
    z.object({
      view: z.string(),
      revision: Hash,
      /** `none`: nobody asked for it yet. */
      state: z.enum(['none', 'waiting', 'queued', 'running', 'done', 'failed', 'cancelled']),
      hash: Hash.nullable(),
      reason: z.string().nullable(),
    }),
  ),
  /** Of those that nobody asked for yet. */
  price: Micros,
});
export type DrawingsView = z.infer<typeof DrawingsView>;
