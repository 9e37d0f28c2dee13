import { t } from '@lingui/core/macro';
import { say } from '../../../ui/toast.ts';

/** Says that undo or redo could not take a step to its end. */
export function sayUndoLost(): void {
  say(t`This step cannot be taken back whole any more: somebody changed the same since.`);
}
