import type { MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { ShotRender } from '@trashfire/shared/document/schema';
import { type PlannedRevisions, shotStatus } from '@trashfire/shared/render/stale';
import { serverWords } from '../../../i18n/server-words.ts';

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
  /** What the plans have for the shot as it is now; empty while they are being worked out or cannot be. */
  readonly planned: PlannedRevisions;
  readonly percent: number | null;
  /** Why the plan differs, in words; null where it is not known. */
  readonly change: string | null;
}

/** Decides the one state that is shown: live work first, then failure, then whether the finished take still holds. */
export function shotState({ render, hasStill, planned, percent, change }: ShotStateInput): ShotState {
  const resting: ShotState = { kind: hasStill ? 'still' : 'sketch' };
  const { take, work } = shotStatus(planned, render);
  if (work === 'queued') return { kind: 'queued' };
  if (work === 'rendering') return { kind: 'rendering', percent };
  if (work === 'failed')
    return { kind: 'failed', reason: render?.reason ? serverWords(render.reason) : t`The render failed. Try again.` };
  if (take === 'none') return resting;
  if (take === 'stale') return { kind: 'stale', reason: change ?? t`Changed since this take` };
  return { kind: 'done', take: Math.max(1, render?.take ?? 1) };
}

/** Words for filters, screen readers and the queue. */
export const STATE_LABEL: Record<ShotStateKind, MessageDescriptor> = {
  sketch: msg({ message: 'Not drawn', comment: 'State of a shot.' }),
  still: msg({ message: 'Boarded', comment: 'State of a shot.' }),
  queued: msg({ message: 'Queued', comment: 'State of a shot.' }),
  rendering: msg({ message: 'Rendering', comment: 'State of a shot.' }),
  done: msg({ message: 'Done', comment: 'State of a shot.' }),
  stale: msg({ message: 'Stale', comment: 'State of a shot that was rendered before its script, look or length changed.' }),
  failed: msg({ message: 'Failed', comment: 'State of a shot.' }),
};
