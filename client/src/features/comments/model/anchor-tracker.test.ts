import type { TextAnchor } from '@trashfire/shared/api/comments-contract';
import { anchorText } from '@trashfire/shared/document/anchors/positions';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { insertBlocks } from '@trashfire/shared/document/commands/insert-blocks';
import { moveScene } from '@trashfire/shared/document/commands/move-scene';
import { runsOf } from '@trashfire/shared/document/replace-in-block';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { newId } from '@trashfire/shared/ids';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { AnchorTracker, scriptTexts } from './anchor-tracker.ts';

const TEXTS = ['INT. ONE', 'Rain on the roof of the shed.', 'INT. TWO', 'Gulls.'];

function open() {
  const doc = new Y.Doc();
  const ids = TEXTS.map(() => newId());
  const blocks = TEXTS.map((text, at) => ({
    id: ids[at] ?? '',
    type: text.startsWith('INT') ? ('sceneHeading' as const) : ('action' as const),
    text,
  }));
  runCommand(doc, insertBlocks, { after: null, blocks }, 'before');
  const range = { from: { block: 1, offset: 12 }, to: { block: 1, offset: 16 } };
  const anchor: TextAnchor | null = anchorText(doc, range, scriptTexts(doc));
  if (anchor === null) throw new Error('nothing to anchor to');
  const tracker = new AnchorTracker(doc);
  tracker.follow([
    { id: 'roof', anchor },
    { id: 'all', anchor: { kind: 'episode' } },
  ]);
  return { doc, ids, tracker, range };
}

it('finds a thread of a scene that was moved by its words, and from then on by position', () => {
  const { doc, ids, tracker, range } = open();
  expect(tracker.places()).toEqual(new Map([['roof', range]]));
  runCommand(doc, moveScene, { id: ids[0] ?? '', before: null, busy: [] }, 'me');
  expect(tracker.places().size).toBe(0);
  const moved = { from: { block: 3, offset: 12 }, to: { block: 3, offset: 16 } };
  expect(tracker.search()).toEqual(new Map([['roof', moved]]));
  expect(tracker.places()).toEqual(new Map([['roof', moved]]));
  // What is typed in its words now is followed, which the words alone would not be.
  const block = scriptFragment(doc).get(3);
  for (const { run } of block instanceof Y.XmlElement ? runsOf(block) : []) run.insert(14, '--');
  expect(tracker.places().get('roof')?.to).toEqual({ block: 3, offset: 18 });
});

it('finds nothing of what is gone, and forgets threads that are', () => {
  const { doc, tracker } = open();
  scriptFragment(doc).delete(1, 1);
  expect(tracker.search().size).toBe(0);
  tracker.follow([]);
  expect(tracker.search().size).toBe(0);
});
