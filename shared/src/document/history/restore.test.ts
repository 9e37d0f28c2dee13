import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { docToFountain } from '../../fountain/from-doc.ts';
import { aNewShot } from '../../testing/builders.ts';
import { countOf } from '../../testing/counts.ts';
import { commonWords, insertSomeBlock, someEdit } from '../../testing/history-edits.ts';
import { contentOf, createNetwork, type Network } from '../../testing/network.ts';
import { seededRandom } from '../../testing/random.ts';
import { addShot } from '../commands/add-shot.ts';
import { runCommand } from '../commands/command.ts';
import { scriptJsonFromFragment } from '../script-reader.ts';
import { validateScriptFragment } from '../validate-script.ts';
import { readRecords, scriptFragment } from '../ydoc.ts';
import { blockText, readContent, scriptBlocks } from './content.ts';
import { forwardUpdate } from './forward.ts';

const SEEDS = countOf('seeds of restores', { usual: 40, long: 4_000 });

let network: Network | null = null;
afterEach(() => network?.destroy());

const stateOf = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc);
const fountainOf = (doc: Y.Doc) => docToFountain(scriptJsonFromFragment(scriptFragment(doc)));

/** Peers that wrote together, and what each point of their history said. */
function written(seed: number, steps: number) {
  const random = seededRandom(seed);
  network = createNetwork(random, 3);
  const words = commonWords(random);
  const [first] = network.docs;
  if (first === undefined) throw new Error('a network has peers');
  const points: { content: ReturnType<typeof readContent>; fountain: string }[] = [];
  const play = (count: number) => {
    for (let i = 0; i < count; i++) {
      someEdit(random.pick(network?.docs ?? [first]), random, words);
      for (let n = random.int(0, 6); n > 0; n--) network?.step();
    }
    network?.settle();
    points.push({ content: readContent(first, 'episode'), fountain: fountainOf(first) });
  };
  for (let i = 0; i < 4; i++) insertSomeBlock(first, random, words);
  network.settle();
  for (let i = 0; i < 4; i++) play(steps);
  return { network, first, random, words, points };
}

describe('restoring an older state', () => {
  it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))(
    '[H4] says exactly what it said, on every replica (seed %i)',
    (seed) => {
      const { network: peers, first, points, random } = written(seed, 25);
      // Back to any point, then a restore of the restore, and the same one twice.
      for (const point of [...random.shuffle(points), ...points.slice(0, 1)]) {
        const update = forwardUpdate(stateOf(first), 'episode', point.content);
        if (update !== null) Y.applyUpdate(first, update);
        peers.settle();
        for (const doc of peers.docs) {
          if (update !== null) Y.applyUpdate(doc, update);
          expect(readContent(doc, 'episode')).toEqual(point.content);
          expect(fountainOf(doc)).toBe(point.fountain);
          expect(validateScriptFragment(scriptFragment(doc))).toEqual([]);
        }
        expect(forwardUpdate(stateOf(first), 'episode', point.content)).toBeNull();
      }
    },
  );

  it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))(
    '[H4] keeps what others type meanwhile in blocks that stay, and new blocks (seed %i)',
    (seed) => {
      const { network: peers, first, random, points } = written(seed, 15);
      const wanted = points[0]?.content;
      if (wanted === undefined) throw new Error('there is a point');
      const update = forwardUpdate(stateOf(first), 'episode', wanted);
      const [, other] = peers.docs;
      if (other === undefined) throw new Error('a network has peers');
      const before = new Set(scriptBlocks(other));
      // What others write before they have heard of it.
      insertSomeBlock(other, random, () => '新しい段');
      const keptIds = wanted.script.map(({ attrs }) => attrs.id);
      const typed: string[] = [];
      const staying = new Y.Doc();
      Y.applyUpdate(staying, stateOf(first));
      if (update !== null) Y.applyUpdate(staying, update);
      const alive = new Set(scriptBlocks(staying).map((block) => JSON.stringify(block._item?.id)));
      for (const block of before) {
        const text = block.toArray()[0] as unknown;
        if (!(text instanceof Y.XmlText) || !keptIds.includes(block.getAttribute('id'))) continue;
        const inStaying = scriptBlocks(staying).find((one) => JSON.stringify(one._item?.id) === JSON.stringify(block._item?.id));
        const kept = (inStaying?.toArray() as unknown[] | undefined)?.some(
          (child) => child instanceof Y.XmlText && JSON.stringify(child._item?.id) === JSON.stringify(text._item?.id),
        );
        if (!alive.has(JSON.stringify(block._item?.id)) || kept !== true) continue;
        const word = String.fromCodePoint(0x4e00 + typed.length);
        text.insert(0, word);
        typed.push(word);
      }
      if (update !== null) Y.applyUpdate(first, update);
      peers.settle();
      for (const doc of peers.docs) {
        if (update !== null) Y.applyUpdate(doc, update);
        expect(contentOf(doc)).toEqual(contentOf(first));
        const all = readContent(doc, 'episode').script.map(blockText).join('\n');
        for (const word of [...typed, '新しい段']) expect(all).toContain(word);
      }
    },
  );

  it('[H4][D9] brings back what an older program wrote as a record of today', () => {
    const doc = new Y.Doc();
    const random = seededRandom(3);
    for (let i = 0; i < 40; i++) someEdit(doc, random, commonWords(random));
    runCommand(doc, addShot, { shot: aNewShot(random), before: null, clip: null }, 'edit');
    const shots = doc.getMap<Y.Map<unknown>>('shots');
    const [id] = [...shots.keys()];
    const shot = shots.get(id ?? '');
    doc.transact(() => {
      shot?.set('v', 1);
      shot?.delete('weather');
      shot?.delete('prop');
    });
    const then = readContent(doc, 'episode');
    doc.transact(() => shots.delete(id ?? ''));
    const update = forwardUpdate(stateOf(doc), 'episode', then);
    Y.applyUpdate(doc, update ?? new Uint8Array());
    expect(readRecords(doc, 'shots').find((record) => record.id === id)).toMatchObject({ v: 3, weather: null, prop: null });
    expect(shots.get(id ?? '')?.get('v')).toBe(3);
  });

  it('[H4] puts a block whole in its place where word by word does not lead there', () => {
    const doc = new Y.Doc();
    const random = seededRandom(4);
    for (let i = 0; i < 3; i++) insertSomeBlock(doc, random, () => 'ab cd');
    const text = scriptBlocks(doc)[1]?.get(0) as Y.XmlText;
    text.format(3, 2, { bold: {} });
    const then = readContent(doc, 'episode');
    // No editor of ours makes such a thing; a foreign one may have, before the server put it right.
    text.insertEmbed(1, { image: 'x' });
    text.format(0, 6, { bold: null });
    Y.applyUpdate(doc, forwardUpdate(stateOf(doc), 'episode', then) ?? new Uint8Array([0, 0]));
    expect(readContent(doc, 'episode')).toEqual(then);
    expect(scriptBlocks(doc)).toHaveLength(3);
  });

  it('[H4] costs little: a block that stays keeps its characters, and their authors', () => {
    const doc = new Y.Doc();
    const random = seededRandom(9);
    for (let i = 0; i < 30; i++) insertSomeBlock(doc, random, commonWords(random));
    const then = readContent(doc, 'episode');
    const json = scriptJsonFromFragment(scriptFragment(doc));
    const text = scriptBlocks(doc)[7]?.get(0) as Y.XmlText;
    text.insert(0, 'x');
    const update = forwardUpdate(stateOf(doc), 'episode', then);
    expect(update?.length).toBeLessThan(30);
    Y.applyUpdate(doc, update ?? new Uint8Array());
    expect(scriptJsonFromFragment(scriptFragment(doc))).toEqual(json);
  });
});
