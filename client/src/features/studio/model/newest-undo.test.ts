import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { countEdits, newestOf } from './newest-undo.ts';

function edited() {
  const map = new Y.Doc().getMap<number>('a');
  const undo = new Y.UndoManager(map, { captureTimeout: 0 });
  countEdits(undo);
  let n = 0;
  return { map, undo, edit: () => map.set('n', ++n) };
}

it('takes back the newest edit of several documents, and brings back what was taken back last', () => {
  const [board, bible] = [edited(), edited()];
  const undos = [board.undo, bible.undo];
  expect(newestOf(undos, 'undoStack')).toBe(null);
  board.edit();
  bible.edit();
  board.edit();
  const order: string[] = [];
  for (let manager = newestOf(undos, 'undoStack'); manager !== null; manager = newestOf(undos, 'undoStack')) {
    order.push(manager === board.undo ? 'board' : 'bible');
    manager.undo();
  }
  expect(order).toEqual(['board', 'bible', 'board']);
  for (let manager = newestOf(undos, 'redoStack'); manager !== null; manager = newestOf(undos, 'redoStack')) {
    order.push(manager === board.undo ? 'board' : 'bible');
    manager.redo();
  }
  expect(order.slice(3)).toEqual(['board', 'bible', 'board']);
});
