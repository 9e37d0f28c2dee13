import { t } from '@lingui/core/macro';
import type { UndoManager } from 'yjs';
import { say } from '../../../ui/toast.ts';
import { newestEdit } from './newest-edit.ts';

/** Says what the newest edit took away, with an Undo that goes when it would take back something else. */
export function sayDeleted(undo: UndoManager, text: string, show: typeof say = say): void {
  const deletion = newestEdit(undo, () => close());
  const close = show(text, { action: { label: t`Undo`, onClick: deletion.undo } });
}
