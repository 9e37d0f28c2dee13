import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { guardUndo } from './undo.ts';

/** An act with a scene with two lines. */
function written() {
  const doc = new Y.Doc();
  const acts = doc.getArray<Y.Array<Y.Array<string>>>('acts');
  const undo = new Y.UndoManager(acts, { captureTimeout: 0 });
  const act = new Y.Array<Y.Array<string>>();
  const scene = new Y.Array<string>();
  doc.transact(() => {
    acts.push([act]);
    act.push([scene]);
    scene.push(['first', 'second']);
  });
  return { doc, acts, scene, undo };
}

/** Somebody else removes everything there is now. */
function removeElsewhere(doc: Y.Doc): void {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  other.getArray('acts').delete(0, other.getArray('acts').length);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'theirs');
}

it('tells when a step cannot be undone any more, and goes on with those before and after it', () => {
  const { doc, acts, scene, undo } = written();
  scene.delete(0, 1);
  acts.delete(0, 1);
  undo.undo();
  // What is typed, undone and then typed over lets go of all it lies in.
  const again = acts.get(0).get(0);
  again.push(['typed']);
  undo.undo();
  acts.push([new Y.Array()]);
  removeElsewhere(doc);
  let lost = 0;
  guardUndo(undo, () => lost++);

  undo.undo();
  expect(lost).toBe(1);
  acts.push([new Y.Array()]);
  expect(undo.undo()).not.toBeNull();
  expect([acts.length, lost]).toEqual([0, 1]);
});

it('hides nothing else', () => {
  const { undo } = written();
  undo.undo = () => {
    throw new RangeError('something else');
  };
  guardUndo(undo, () => undefined);
  expect(() => undo.undo()).toThrow('something else');
});
