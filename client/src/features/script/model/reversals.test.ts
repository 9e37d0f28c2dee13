import { runCommand } from '@trashfire/shared/document/commands/command';
import { insertBlocks } from '@trashfire/shared/document/commands/insert-blocks';
import { moveScene } from '@trashfire/shared/document/commands/move-scene';
import { blockTextOf } from '@trashfire/shared/document/replace-in-block';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { newId } from '@trashfire/shared/ids';
import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { takeBackByCommand, takenBackBy, type Way } from './reversals.ts';

function open() {
  const doc = new Y.Doc();
  const ids = [newId(), newId(), newId(), newId()];
  const types = ['sceneHeading', 'action', 'sceneHeading', 'action'] as const;
  const texts = ['INT. ONE', 'Rain.', 'INT. TWO', 'Gulls.'];
  const blocks = ids.map((id, at) => ({ id, type: types[at] ?? 'action', text: texts[at] ?? '' }));
  runCommand(doc, insertBlocks, { after: null, blocks }, 'before');
  const script = scriptFragment(doc);
  const undo = new Y.UndoManager(script, { doc, trackedOrigins: new Set(['me']), captureTimeout: 0 });
  const onLost = vi.fn();
  takeBackByCommand(undo, onLost);
  const step = (before: string | null): Way | null => {
    const moved =
      script.length < 4 ? undefined : runCommand(doc, moveScene, { id: ids[0] ?? '', before, busy: [ids[2] ?? ''] }, 'me');
    return moved === undefined ? null : () => step(moved.before);
  };
  const move = () => {
    const back = step(null);
    if (back !== null) takenBackBy(undo, back);
  };
  const said = () => script.toArray().map((block) => (block instanceof Y.XmlElement ? blockTextOf(block) : ''));
  const type = (at: number, words: string, who: string) =>
    doc.transact(() => {
      const block = script.get(at);
      const text = block instanceof Y.XmlElement ? block.get(0) : null;
      if (text instanceof Y.XmlText) text.insert(0, words);
    }, who);
  return { doc, script, undo, onLost, move, said, type };
}

it('takes a move back by moving again, with what others wrote in the scene since, and does it again', () => {
  const { undo, move, said, type, onLost } = open();
  type(1, 'Mine. ', 'me');
  move();
  expect(said()).toEqual(['INT. TWO', 'Gulls.', 'INT. ONE', 'Mine. Rain.']);
  type(3, 'Theirs. ', 'them');
  undo.undo();
  expect(said()).toEqual(['INT. ONE', 'Theirs. Mine. Rain.', 'INT. TWO', 'Gulls.']);
  undo.redo();
  expect(said()).toEqual(['INT. TWO', 'Gulls.', 'INT. ONE', 'Theirs. Mine. Rain.']);
  undo.undo();
  expect(said()).toEqual(['INT. ONE', 'Theirs. Mine. Rain.', 'INT. TWO', 'Gulls.']);
  expect(onLost).not.toHaveBeenCalled();
});

it('leaves the other steps to Yjs, and keeps what can be done again', () => {
  const { undo, move, said, type } = open();
  move();
  type(1, 'Two. ', 'me');
  undo.undo();
  expect(said()).toEqual(['INT. TWO', 'Gulls.', 'INT. ONE', 'Rain.']);
  undo.undo();
  expect(said()).toEqual(['INT. ONE', 'Rain.', 'INT. TWO', 'Gulls.']);
  undo.redo();
  undo.redo();
  expect(said()).toEqual(['INT. TWO', 'Two. Gulls.', 'INT. ONE', 'Rain.']);
});

it('says so when a move can no longer be taken back, and goes on with the step before', () => {
  const { doc, script, undo, move, said, type, onLost } = open();
  type(3, 'Two. ', 'me');
  move();
  doc.transact(() => script.delete(2, 2), 'them');
  undo.undo();
  expect(onLost).toHaveBeenCalledOnce();
  undo.undo();
  expect(said()).toEqual(['INT. TWO', 'Gulls.']);
});
