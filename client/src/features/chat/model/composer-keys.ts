import type { RunView } from '@trashfire/shared/api/contract';
import { isOver } from './run-list.ts';

interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  /** An input method is putting a character together: Enter takes its proposal and Escape drops it, neither is for us. */
  readonly composing: boolean;
}

/**
 * What a key in the composer does: sends, stops a run, or is text (null).
 * Escape stops the person's own run alone: a run somebody else asked for is stopped by its button, never by a reflex.
 */
export function composerKey(
  { key, shiftKey, composing }: KeyPress,
  runs: readonly Pick<RunView, 'id' | 'state' | 'askedBy'>[],
  personId: string,
): 'send' | { readonly stop: string } | null {
  if (composing) return null;
  if (key === 'Enter') return shiftKey ? null : 'send';
  if (key !== 'Escape') return null;
  const own = runs.findLast((run) => !isOver(run) && run.askedBy.id === personId);
  return own === undefined ? null : { stop: own.id };
}
