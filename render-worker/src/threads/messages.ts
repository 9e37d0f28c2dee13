import type { ErrorCode } from '@trashfire/shared/errors/app-error';
import type { Manifest } from '@trashfire/shared/render/manifest';
import type { Made, MakeInput } from '../made.ts';

/** What the worker's main thread and a making thread say to each other. */
export type ToThread =
  | { kind: 'make'; manifest: Manifest; scratch: string; inputs: readonly MakeInput[] }
  /** Stop what is being made; `reason` comes back as the error's. */
  | { kind: 'stop' };

export type FromThread =
  | { kind: 'percent'; percent: number }
  | { kind: 'made'; made: Made }
  | { kind: 'failed'; message: string; code: ErrorCode };

/** Settings a thread is born with. */
export interface ThreadData {
  ffmpegPath: string;
}
