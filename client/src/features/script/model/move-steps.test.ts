import { runCommand } from '@trashfire/shared/document/commands/command';
import { insertBlocks } from '@trashfire/shared/document/commands/insert-blocks';
import { lockScene } from '@trashfire/shared/document/commands/lock-scene';
import { moveScene } from '@trashfire/shared/document/commands/move-scene';
import { unlockScene } from '@trashfire/shared/document/commands/unlock-scene';
import { blockTextOf } from '@trashfire/shared/document/replace-in-block';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { newId } from '@trashfire/shared/ids';
import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { moveWithWayBack } from './move-steps.ts';
import { takeBackByCommand } from './reversals.ts';

const ME = 1;

function open() {
  const doc = new Y.Doc();
  const [one, two] = [newId(), newId()];
  const blocks = [
    { id: one, type: 'sceneHeading' as const, text: 'INT. ONE' },
    { id: two, type: 'sceneHeading' as const, text: 'INT. TWO' },
    { id: newId(), type: 'action' as const, text: 'Gulls.' },
  ];
  runCommand(doc, insertBlocks, { after: null, blocks }, 'before');
  const script = scriptFragment(doc);
  const undo = new Y.UndoManager(script, { doc, trackedOrigins: new Set(['me']), captureTimeout: 0 });
  const onLost = vi.fn();
  takeBackByCommand(undo, onLost);
  const onAway = vi.fn();
  const states = new Map<number, unknown>();
  const session = { status: { connection: 'online' }, awareness: { clientID: ME, getStates: () => states } };
  const move = vi.fn((args: Parameters<typeof moveScene.run>[1]) => runCommand(doc, moveScene, args, 'me'));
  const onRefused = vi.fn();
  const begin = () => moveWithWayBack(undo, { session, move, onAway, onRefused }, { id: one, before: null });
  const lock = (by: { personId: string; name: string; reason: string; at: number } | null) =>
    by === null ? runCommand(doc, unlockScene, { id: one }, 'them') : runCommand(doc, lockScene, { id: one, lock: by }, 'them');
  const said = () => script.toArray().map((block) => (block instanceof Y.XmlElement ? blockTextOf(block) : ''));
  const writesIn = (sceneId: string) =>
    states.set(2, {
      user: { kind: 'person', id: 'riku', name: 'Riku', color: '#00ffea' },
      place: { room: 'script', sceneId, shotId: null, frame: null },
    });
  return { doc, one, two, undo, onLost, onAway, onRefused, lock, session, move, begin, said, writesIn };
}

it('moves nothing while the studio is away, and takes nothing back then: the step waits', () => {
  const { undo, onLost, onAway, session, begin, said } = open();
  session.status.connection = 'offline';
  expect(begin()).toBe(false);
  expect([onAway.mock.calls.length, undo.undoStack.length]).toEqual([1, 0]);
  session.status.connection = 'online';
  expect(begin()).toBe(true);
  const moved = ['INT. TWO', 'Gulls.', 'INT. ONE'];
  expect(said()).toEqual(moved);
  session.status.connection = 'offline';
  undo.undo();
  undo.undo();
  expect(said()).toEqual(moved);
  expect([onAway.mock.calls.length, onLost.mock.calls.length]).toEqual([3, 0]);
  session.status.connection = 'online';
  undo.undo();
  expect(said()).toEqual(['INT. ONE', 'INT. TWO', 'Gulls.']);
  session.status.connection = 'offline';
  undo.redo();
  session.status.connection = 'online';
  undo.redo();
  expect(said()).toEqual(moved);
  expect(onLost).not.toHaveBeenCalled();
});

it('keeps a move that a lock refuses to take back: it is taken back when the scene is unlocked', () => {
  const { undo, onLost, onRefused, begin, said, lock } = open();
  begin();
  const moved = said();
  lock({ personId: 'riku', name: 'Riku', reason: 'reading it', at: 1 });
  undo.undo();
  undo.undo();
  expect(said()).toEqual(moved);
  expect(onRefused.mock.calls.map(([error]) => error.code)).toEqual(['conflict', 'conflict']);
  expect([undo.undoStack.length, undo.redoStack.length, onLost.mock.calls.length]).toEqual([1, 0, 0]);
  lock(null);
  undo.undo();
  expect(said()).toEqual(['INT. ONE', 'INT. TWO', 'Gulls.']);
  lock({ personId: 'riku', name: 'Riku', reason: 'reading it', at: 1 });
  undo.redo();
  lock(null);
  undo.redo();
  expect(said()).toEqual(moved);
});

it('lets a move go that can never be taken back, and says so', () => {
  const { doc, one, undo, onLost, onRefused, begin } = open();
  begin();
  const script = scriptFragment(doc);
  const at = script.toArray().findIndex((block) => block instanceof Y.XmlElement && block.getAttribute('id') === one);
  doc.transact(() => script.delete(at, 1), 'them');
  undo.undo();
  expect(onRefused).not.toHaveBeenCalled();
  expect([undo.undoStack.length, onLost.mock.calls.length]).toEqual([0, 1]);
});

it('leaves the blocks others write in when it is taken back, not those they wrote in when it was made', () => {
  const { one, two, undo, move, begin, writesIn } = open();
  writesIn(one);
  begin();
  writesIn(two);
  undo.undo();
  expect(move.mock.calls.map(([{ busy }]) => busy)).toEqual([[one], [two]]);
});
