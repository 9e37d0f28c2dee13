import { z } from 'zod';
import { Manifest } from '../render/manifest.ts';

/** What the render worker and the api say to each other (DESIGN §7). The worker has no database: claim, beat, outcome are all it knows. */

export const ClaimBody = z.strictObject({ taskId: z.uuid(), workerId: z.string().min(1).max(80) });

/** A `renders:` document whose room watches this task, and what of it the task makes: a shot's id, or a cut's (scene or episode id). */
const Watcher = z.object({ document: z.string(), target: z.string() });
export type Watcher = z.infer<typeof Watcher>;

/** `state: 'gone'` means there is nothing to do (cancelled, done by another): finish the job without work. */
export const ClaimView = z.discriminatedUnion('state', [
  z.object({ state: z.literal('gone'), reason: z.string() }),
  z.object({
    state: z.literal('claimed'),
    fence: z.number().int(),
    revision: z.string(),
    manifest: Manifest,
    watchers: z.array(Watcher),
    /** Address of the picture that the manifest shows instead of a drawn one, good for minutes; null where there is none. */
    picture: z.string().nullable(),
    timeoutMs: z.number().int(),
  }),
]);
export type ClaimView = z.infer<typeof ClaimView>;

/** A ticket for a watched document; asked again for each connection, because one lives 60 s. */
export const WatchTicketBody = z.strictObject({ taskId: z.uuid(), fence: z.number().int(), document: z.string() });
export const WatchTicketView = z.object({ ticket: z.string() });

/** Asks for one input of a cut: the files of a shot in it, as URLs that are good for minutes and are used at once. */
export const InputBody = z.strictObject({ taskId: z.uuid(), fence: z.number().int(), shotRevision: z.string() });
export const InputView = z.object({ segment: z.string(), dialogue: z.string().nullable() });
export type InputView = z.infer<typeof InputView>;

export const BeatBody = z.strictObject({ taskId: z.uuid(), fence: z.number().int(), percent: z.number().min(0).max(100) });
export const BeatView = z.object({ answer: z.enum(['continue', 'cancel', 'lost']) });

/** Asks where to put bytes; the hash is of the bytes, the URL takes one PUT of exactly that many. */
export const UploadBody = z.strictObject({
  taskId: z.uuid(),
  fence: z.number().int(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z
    .number()
    .int()
    .min(1)
    .max(4 * 1024 ** 3),
  mime: z.enum(['image/jpeg', 'image/png', 'video/mp4', 'audio/wav', 'audio/flac', 'application/json']),
});
/** `url: null`: the store has these bytes already. */
export const UploadView = z.object({ url: z.string().nullable() });

export const ASSET_ROLES = ['still', 'segment', 'dialogue', 'poster', 'cut', 'peaks'] as const;
export const OutcomeBody = z.strictObject({
  taskId: z.uuid(),
  fence: z.number().int(),
  result: z.discriminatedUnion('state', [
    z.strictObject({
      state: z.literal('done'),
      assets: z
        .array(
          z.strictObject({
            role: z.enum(ASSET_ROLES),
            hash: z.string().regex(/^[0-9a-f]{64}$/),
            bytes: z.number().int(),
            mime: z.string(),
          }),
        )
        .min(1)
        .max(6),
      /** Measured: wall and CPU milliseconds, frames drawn anew and frames in all. */
      measured: z.strictObject({
        wallMs: z.number().int(),
        cpuMs: z.number().int(),
        frames: z.number().int(),
        uniqueFrames: z.number().int(),
        warnings: z.array(z.string().max(500)).max(20),
      }),
    }),
    z.strictObject({ state: z.literal('failed'), reason: z.string().max(500), retryable: z.boolean() }),
    z.strictObject({ state: z.literal('cancelled') }),
  ]),
});
export type OutcomeBody = z.infer<typeof OutcomeBody>;
/** `stale`: the fence had moved on, nothing was changed (R4). */
export const OutcomeView = z.object({ answer: z.enum(['committed', 'stale']) });
