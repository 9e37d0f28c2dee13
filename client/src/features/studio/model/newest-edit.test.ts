import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { newestEdit } from './newest-edit.ts';

function board() {
  const doc = new Y.Doc();
  const shots = doc.getMap<string>('shots');
  const undo = new Y.UndoManager(shots, { trackedOrigins: new Set(['own']), captureTimeout: 0 });
  const edit = (change: () => void, origin = 'own') => doc.transact(change, origin);
  edit(() => {
    shots.set('1A', 'the lamp room');
    shots.set('1B', 'the stairs');
  });
  return { shots, undo, edit };
}

it('brings back what was deleted while nothing else was done, whatever others do', () => {
  const { shots, undo, edit } = board();
  let gone = 0;
  edit(() => shots.delete('1A'));
  const deletion = newestEdit(undo, () => {
    gone += 1;
  });
  edit(() => shots.set('2A', 'of a colleague'), 'remote');
  expect(gone).toBe(0);
  deletion.undo();
  expect(shots.toJSON()).toEqual({ '1A': 'the lamp room', '1B': 'the stairs', '2A': 'of a colleague' });
  expect(gone).toBe(1);
  deletion.undo();
  expect(shots.has('1B')).toBe(true);
});

it('is gone with the next edit and then takes nothing back', () => {
  const { shots, undo, edit } = board();
  let gone = 0;
  edit(() => shots.delete('1A'));
  const deletion = newestEdit(undo, () => {
    gone += 1;
  });
  edit(() => shots.set('1B', 'the stairs, lower'));
  edit(() => shots.set('1B', 'the stairs, lower still'));
  expect(gone).toBe(1);
  deletion.undo();
  expect(shots.get('1B')).toBe('the stairs, lower still');
});
