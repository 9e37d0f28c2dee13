import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { sayDeleted } from './say-deleted.ts';

it('takes back the deletion and nothing that came after it', () => {
  const doc = new Y.Doc();
  const canon = doc.getMap<string>('canon');
  const undo = new Y.UndoManager(canon, { trackedOrigins: new Set(['own']), captureTimeout: 0 });
  const edit = (change: () => void) => doc.transact(change, 'own');
  const toasts: { open: boolean; undo: () => void }[] = [];
  const remove = (id: string) => {
    edit(() => canon.delete(id));
    sayDeleted(undo, `${id} is out of the bible.`, (_text, { action } = {}) => {
      const toast = { open: true, undo: () => action?.onClick() };
      toasts.push(toast);
      return () => {
        toast.open = false;
      };
    });
  };
  edit(() => canon.set('ida', 'Ida'));
  edit(() => canon.set('bo', 'Bo'));
  remove('ida');
  remove('bo');
  expect(toasts.map(({ open }) => open)).toEqual([false, true]);
  toasts[0]?.undo();
  expect(canon.toJSON()).toEqual({});
  toasts[1]?.undo();
  expect(canon.toJSON()).toEqual({ bo: 'Bo' });
});
