import type { ErrorCode } from '@trashfire/shared/errors/app-error';
import type { Manifest } from '@trashfire/shared/render/manifest';
import type { MakeInput, Measured } from '../made.ts';

/** What the worker and a making process say to each other. */
export type ToMaker =
  | { kind: 'make'; manifest: Manifest; scratch: string; inputs: readonly MakeInput[]; picture: string | null }
  /** Stop what is being made; `reason` comes back as the error's. */
  | { kind: 'stop' };

export type FromMaker =
  | { kind: 'percent'; percent: number }
  | { kind: 'made'; made: Measured }
  | { kind: 'failed'; message: string; code: ErrorCode };
