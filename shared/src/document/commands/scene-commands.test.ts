import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { countOf } from '../../testing/counts.ts';
import { createNetwork } from '../../testing/network.ts';
import { type Random, seededRandom } from '../../testing/random.ts';
import { outlineBlocks } from '../moves/rewrite-range.ts';
import { blankScene, sceneStage } from '../scene-state.ts';
import type { SceneLock } from '../schema.ts';
import { scriptFromFragment } from '../script-reader.ts';
import { collectionMap, invalidRecords, readRecord, scriptFragment } from '../ydoc.ts';
import { addSection } from './add-section.ts';
import { runCommand } from './command.ts';
import { importScript } from './import-script.ts';
import { insertBlocks } from './insert-blocks.ts';
import { lockScene } from './lock-scene.ts';
import { moveOutline } from './move-outline.ts';
import { moveScene } from './move-scene.ts';
import { removeSection } from './remove-section.ts';
import { replaceBlockText } from './replace-block-text.ts';
import { replaceMatches } from './replace-matches.ts';
import { setScene } from './set-scene.ts';
import { setSectionLevel } from './set-section-level.ts';
import { setSynopsis } from './set-synopsis.ts';
import { unlockScene } from './unlock-scene.ts';

const LOCK: SceneLock = { personId: 'nao', name: 'Nao', reason: 'approved by the network', at: 1_700_000_000_000 };
const FOUNTAIN = 'INT. ONE - DAY\n\nFirst.\n\nINT. TWO - DAY\n\nSecond.\n\nSecond again.\n\nINT. THREE - DAY\n\nThird.\n';

function scripted() {
  const doc = new Y.Doc();
  runCommand(doc, importScript, { fountain: FOUNTAIN }, 'test');
  const scenes = scriptFromFragment(scriptFragment(doc)).scenes.map(({ headingId, blocks }) => ({
    id: headingId,
    blocks: blocks.filter(({ text }) => text !== '').map(({ id }) => id),
  }));
  const [one, two, three] = scenes;
  if (one === undefined || two === undefined || three === undefined) throw new Error('three scenes were written');
  return { doc, one, two, three };
}
const textOf = (doc: Y.Doc) => scriptFragment(doc).toString();
const block = (random: Random, type: 'action' | 'sceneHeading' = 'action') => ({ id: random.id(), type, text: 'New.' });

describe('stage and assignee of a scene', () => {
  it('[S1] are set and taken back; the program before reads what it can of them', () => {
    const { doc, one } = scripted();
    runCommand(doc, setScene, { id: one.id, patch: { assignee: 'riku', stage: 'review' } }, 'me');
    expect(readRecord(doc, 'scenes', one.id)).toMatchObject({ assignee: 'riku', stage: 'review', status: 'draft', v: 1 });
    runCommand(doc, setScene, { id: one.id, patch: { stage: 'approved' } }, 'me');
    expect(readRecord(doc, 'scenes', one.id)).toMatchObject({ assignee: 'riku', stage: 'approved', status: 'approved' });
    runCommand(doc, setScene, { id: one.id, patch: { stage: 'changes', assignee: null } }, 'me');
    expect(readRecord(doc, 'scenes', one.id)).toMatchObject({ assignee: null, stage: 'changes', status: 'draft' });
    expect(() => runCommand(doc, setScene, { id: one.id, patch: { stage: 'done' as 'draft' } }, 'me')).toThrow();
  });

  it('[S1] of which nobody said anything follow from what the program before knew', () => {
    expect(sceneStage({ stage: null, status: 'approved' })).toBe('approved');
    expect(sceneStage({ stage: null, status: 'boarded' })).toBe('draft');
    expect(sceneStage({ stage: 'review', status: 'approved' })).toBe('review');
  });

  it('[M6] leave a scene readable to the program before, whose edits leave them alone', () => {
    const { doc, one } = scripted();
    // As that program wrote it, and as it reads: the fields it knows, and a version it knows.
    const { assignee: _a, stage: _s, lock: _l, ...older } = blankScene(one.id);
    const map = new Y.Map<unknown>(Object.entries({ ...older, synopsis: 'Tea.' }));
    collectionMap(doc, 'scenes').set(one.id, map);
    expect(invalidRecords(doc, 'scenes')).toEqual([]);
    expect(readRecord(doc, 'scenes', one.id)).toMatchObject({ synopsis: 'Tea.', assignee: null, stage: null, lock: null });
    runCommand(doc, setScene, { id: one.id, patch: { stage: 'review', assignee: 'riku' } }, 'me');
    runCommand(doc, lockScene, { id: one.id, lock: LOCK }, 'me');
    expect(Object.fromEntries(Object.keys(older).map((key) => [key, map.get(key)]))).toEqual({ ...older, synopsis: 'Tea.' });
    map.set('synopsis', 'Cold tea.');
    expect(readRecord(doc, 'scenes', one.id)).toMatchObject({
      synopsis: 'Cold tea.',
      stage: 'review',
      assignee: 'riku',
      lock: LOCK,
    });
  });
});

describe('a locked scene', () => {
  it('[S2] is locked and unlocked once, by whoever; a second lock says whose the first is', () => {
    const { doc, two } = scripted();
    expect(runCommand(doc, lockScene, { id: two.id, lock: LOCK }, 'me')).toBe(true);
    expect(runCommand(doc, lockScene, { id: two.id, lock: { ...LOCK, at: LOCK.at + 1 } }, 'me')).toBe(false);
    const other = { ...LOCK, personId: 'riku', name: 'Riku' };
    expect(() => runCommand(doc, lockScene, { id: two.id, lock: other }, 'me')).toThrow(
      'Nao locked this scene (“approved by the network”)',
    );
    expect(readRecord(doc, 'scenes', two.id)?.lock).toEqual(LOCK);
    expect(runCommand(doc, unlockScene, { id: two.id }, 'riku')).toBe(true);
    expect(runCommand(doc, unlockScene, { id: two.id }, 'riku')).toBe(false);
    expect(() => runCommand(doc, lockScene, { id: seededRandom(3).id(), lock: LOCK }, 'me')).toThrow('no longer in the script');
  });

  it('[S2] is rewritten, lengthened, parted and moved by no command, and can be added behind', () => {
    const random = seededRandom(1);
    const { doc, one, two, three } = scripted();
    runCommand(doc, lockScene, { id: two.id, lock: LOCK }, 'me');
    const before = textOf(doc);
    const [first = '', last = ''] = [two.blocks.at(-2), two.blocks.at(-1)];
    const refused = [
      () => runCommand(doc, replaceBlockText, { blockId: first, text: 'Other.' }, 'me'),
      () => runCommand(doc, replaceBlockText, { blockId: two.id, text: 'INT. OTHER - DAY' }, 'me'),
      () => runCommand(doc, insertBlocks, { after: first, blocks: [block(random)] }, 'me'),
      () => runCommand(doc, insertBlocks, { after: last, blocks: [block(random)] }, 'me'),
      () => runCommand(doc, insertBlocks, { after: first, blocks: [block(random, 'sceneHeading')] }, 'me'),
      () => runCommand(doc, moveScene, { id: two.id, before: one.id, busy: [] }, 'me'),
      () => runCommand(doc, moveOutline, { id: two.id, before: one.id, busy: [] }, 'me'),
      () => runCommand(doc, setSynopsis, { id: two.id, synopsisId: random.id(), text: 'Other.' }, 'me'),
    ];
    for (const edit of refused) expect(edit).toThrow('Unlock it first');
    expect(textOf(doc)).toBe(before);
    runCommand(doc, insertBlocks, { after: last, blocks: [block(random, 'sceneHeading')] }, 'me');
    runCommand(doc, replaceBlockText, { blockId: three.blocks.at(-1) ?? '', text: 'Third, again.' }, 'me');
    runCommand(doc, moveScene, { id: three.id, before: one.id, busy: [] }, 'me');
    expect(textOf(doc)).toContain('Third, again.');
    runCommand(doc, unlockScene, { id: two.id }, 'me');
    runCommand(doc, replaceBlockText, { blockId: first, text: 'Other.' }, 'me');
    expect(textOf(doc)).toContain('Other.');
  });

  it('[S2] is parted, lengthened and shortened by no edit of the outline, in it or beside it', () => {
    const doc = new Y.Doc();
    const fountain =
      'INT. ONE - DAY\n\nFirst.\n\n# Within\n\nSecond.\n\n# Behind\n\n= It ends.\n\nINT. TWO - DAY\n\nThird.\n\n# Notes\n\nFourth.\n';
    runCommand(doc, importScript, { fountain }, 'test');
    const blocks = outlineBlocks(doc);
    const idOf = (type: string, nth = 0) => blocks.filter((each) => each.type === type)[nth]?.id ?? '';
    const [one, two] = [idOf('sceneHeading'), idOf('sceneHeading', 1)];
    const [within, behind, notes] = [idOf('section'), idOf('section', 1), idOf('section', 2)];
    runCommand(doc, lockScene, { id: one, lock: LOCK }, 'me');
    const random = seededRandom(1);
    const card = (before: string | null) => ({ id: random.id(), level: 3, title: 'New', synopsis: null, before });
    const before = textOf(doc);
    const refused = [
      () => runCommand(doc, addSection, card(within), 'me'),
      () => runCommand(doc, removeSection, { id: within }, 'me'),
      () => runCommand(doc, setSectionLevel, { id: within, level: 2 }, 'me'),
      () => runCommand(doc, setSynopsis, { id: within, synopsisId: random.id(), text: 'Other.' }, 'me'),
      () => runCommand(doc, moveOutline, { id: within, before: null, busy: [] }, 'me'),
      () => runCommand(doc, moveOutline, { id: behind, before: within, busy: [] }, 'me'),
      () => runCommand(doc, moveScene, { id: two, before: within, busy: [] }, 'me'),
      // It has text and no scene: in front of the next scene, and with nothing between, that would be of the locked one.
      () => runCommand(doc, moveOutline, { id: notes, before: behind, busy: [] }, 'me'),
      () => runCommand(doc, insertBlocks, { after: idOf('synopsis'), blocks: [block(random)] }, 'me'),
    ];
    for (const edit of refused) expect(edit).toThrow('Unlock it first');
    expect(textOf(doc)).toBe(before);
    expect(runCommand(doc, addSection, card(behind), 'me')).toBe(true);
    expect(runCommand(doc, addSection, { ...card(two), synopsis: { id: random.id(), text: 'Tea.' } }, 'me')).toBe(true);
    runCommand(doc, setSectionLevel, { id: behind, level: 2 }, 'me');
    runCommand(doc, setSynopsis, { id: behind, synopsisId: random.id(), text: 'Other.' }, 'me');
    expect(runCommand(doc, removeSection, { id: behind }, 'me')).toBe(true);
    expect(runCommand(doc, moveScene, { id: two, before: one, busy: [] }, 'me')).toMatchObject({ before: null });
  });

  it('[S2] keeps its words where they are replaced everywhere, and is told where it holds all of them', () => {
    const { doc, two, three } = scripted();
    runCommand(doc, lockScene, { id: two.id, lock: LOCK }, 'me');
    const found = (blockId: string, text: string) => ({ blockId, text, replacements: [{ at: 0, remove: 1, insert: 'X' }] });
    const [second, third] = [found(two.blocks.at(-2) ?? '', 'Second.'), found(three.blocks.at(-1) ?? '', 'Third.')];
    expect(runCommand(doc, replaceMatches, { blocks: [second, third] }, 'me')).toBe(1);
    expect(textOf(doc)).toContain('Second.');
    expect(textOf(doc)).toContain('Xhird.');
    expect(() => runCommand(doc, replaceMatches, { blocks: [second] }, 'me')).toThrow('Unlock it first');
  });
});

const SEEDS = countOf('seeds of scenes locked while others write', { usual: 60, long: 2_000 });
it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))(
  '[S2] [S3] two people lock, unlock and write at once: they end equal, and what was written is there (seed %i)',
  (seed) => {
    const random = seededRandom(seed);
    const network = createNetwork(random, 2);
    const [first, second] = network.docs;
    if (first === undefined || second === undefined) throw new Error('no peers');
    runCommand(first, importScript, { fountain: FOUNTAIN }, 'test');
    network.settle();
    const scenes = scriptFromFragment(scriptFragment(first)).scenes;
    const written: string[] = [];
    for (let n = 0; n < 30; n++) {
      const peer = random.int(0, 1);
      const doc = network.docs[peer] ?? first;
      const { headingId: id, blocks } = random.pick(scenes);
      const locked = (readRecord(doc, 'scenes', id)?.lock ?? null) !== null;
      const action = random.int(0, 4);
      if (action === 0 && !locked) runCommand(doc, lockScene, { id, lock: { ...LOCK, personId: `p${peer}` } }, 'peer');
      else if (action === 1) runCommand(doc, unlockScene, { id }, 'peer');
      else if (action === 2)
        runCommand(doc, setScene, { id, patch: { stage: random.pick(['draft', 'review', 'approved'] as const) } }, 'peer');
      else {
        const after = random.pick(blocks).id;
        const made = { id: random.id(), type: 'action' as const, text: `w${n}` };
        const insert = () => runCommand(doc, insertBlocks, { after, blocks: [made] }, 'peer');
        // Refused exactly where it is locked in this window; written before the lock was seen, it stays.
        if (locked) expect(insert).toThrow('Unlock it first');
        else {
          insert();
          written.push(made.id);
        }
      }
      network.setOnline(random.int(0, 1), random.chance(0.5));
      for (let steps = random.int(0, 4); steps > 0; steps--) network.step();
    }
    network.settle();
    expect(textOf(first)).toBe(textOf(second));
    for (const { headingId } of scenes) {
      expect(readRecord(first, 'scenes', headingId)).toEqual(readRecord(second, 'scenes', headingId));
    }
    expect(invalidRecords(first, 'scenes')).toEqual([]);
    const standing = new Set(
      scriptFragment(first)
        .toArray()
        .map((child) => (child as Y.XmlElement).getAttribute('id')),
    );
    for (const id of written) expect(standing).toContain(id);
    network.destroy();
  },
);
