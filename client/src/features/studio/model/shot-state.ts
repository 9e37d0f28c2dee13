import type { ShotRender } from '@trashfire/shared/document/schema';

/**
 * What a person sees of a shot. `sketch`: nothing drawn yet; `still`: boarded, not rendered; `stale`: rendered, and what
 * it was made from has changed since.
 */
export type ShotState =
  | { readonly kind: 'sketch' | 'still' }
  | { readonly kind: 'queued' }
  | { readonly kind: 'rendering'; readonly percent: number | null }
  | { readonly kind: 'done'; readonly take: number }
  | { readonly kind: 'stale'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };
export type ShotStateKind = ShotState['kind'];

interface ShotStateInput {
  readonly render: ShotRender | null;
  readonly hasStill: boolean;
  /** Revision the plan has for the shot as it is now; null while it is being worked out or cannot be. */
  readonly planned: string | null;
  readonly percent: number | null;
  /** Why the plan differs, in words; null where it is not known. */
  readonly change: string | null;
}

/** Decides the one state that is shown: live work first, then failure, then whether the finished take still holds. */
export function shotState({ render, hasStill, planned, percent, change }: ShotStateInput): ShotState {
  const resting: ShotState = { kind: hasStill ? 'still' : 'sketch' };
  if (render === null) return resting;
  if (render.state === 'queued') return { kind: 'queued' };
  if (render.state === 'rendering') return { kind: 'rendering', percent };
  if (render.state === 'failed') return { kind: 'failed', reason: render.reason ?? 'The render failed. Try again.' };
  if (render.doneRevision === null) return resting;
  if (planned !== null && planned !== render.doneRevision) return { kind: 'stale', reason: change ?? 'Changed since this take' };
  return { kind: 'done', take: Math.max(1, render.take) };
}

/** Words for filters, screen readers and the queue. */
export const STATE_LABEL: Record<ShotStateKind, string> = {
  sketch: 'Not drawn',
  still: 'Boarded',
  queued: 'Queued',
  rendering: 'Rendering',
  done: 'Done',
  stale: 'Stale',
  failed: 'Failed',
};
