import type { Voice } from '@trashfire/shared/document/dna';

/** What the window asks of the worker that speaks. */
export type ToFilmSpeech =
  | { readonly kind: 'synthesize'; readonly id: number; readonly text: string; readonly voice: Voice }
  /** Nobody waits for that one any more. */
  | { readonly kind: 'drop'; readonly id: number };

/** What it answers. */
export type FromFilmSpeech =
  /** Bytes of the engine that are here; total is null where the server does not tell. */
  | { readonly kind: 'loading'; readonly loaded: number; readonly total: number | null }
  | { readonly kind: 'ready' }
  /** The engine could not be fetched or compiled: this worker will never speak. */
  | { readonly kind: 'missing'; readonly message: string }
  | { readonly kind: 'said'; readonly id: number; readonly samples: Int16Array<ArrayBuffer>; readonly sampleRate: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
