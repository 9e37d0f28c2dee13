import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { countOf } from '../../testing/counts.ts';
import { type Random, seededRandom } from '../../testing/random.ts';
import { addSection } from '../commands/add-section.ts';
import { runCommand } from '../commands/command.ts';
import { insertBlocks } from '../commands/insert-blocks.ts';
import { moveOutline } from '../commands/move-outline.ts';
import { moveScene } from '../commands/move-scene.ts';
import { canStandBefore, itemsOf, outlineOf } from '../outline.ts';
import { blockTextOf } from '../replace-in-block.ts';
import { sceneIdsOf } from '../script-blocks.ts';
import { blockElement } from '../script-reader.ts';
import { scriptFragment } from '../ydoc.ts';
import { followMoves } from './follow-moves.ts';
import { outlineBlocks } from './rewrite-range.ts';

const SEEDS = countOf('seeds of people who type while scenes move', { usual: 60, long: 3_000 });

/** Windows around a server that passes on every update in one order, each as late as the test says. */
class Studio {
  readonly docs: Y.Doc[] = [];
  readonly carried: string[] = [];
  /** Windows that were told that their scene stands twice. */
  readonly doubled: number[] = [];
  private readonly stops: (() => void)[] = [];
  private readonly up: Uint8Array[][] = [];
  private readonly down: Uint8Array[][] = [];

  constructor(windows: number, base: Uint8Array) {
    for (let at = 0; at < windows; at++) {
      const doc = new Y.Doc();
      doc.clientID = 1000 + at;
      Y.applyUpdate(doc, base, this);
      this.docs.push(doc);
      this.up.push([]);
      this.down.push([]);
      this.stops.push(
        followMoves(doc, {
          origin: 'carried',
          onCarried: (ids) => void this.carried.push(...ids),
          onDoubled: () => void this.doubled.push(at),
        }),
      );
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== this) this.up[at]?.push(update);
      });
    }
  }

  doc(at: number): Y.Doc {
    const doc = this.docs[at];
    if (doc === undefined) throw new Error('no such window');
    return doc;
  }

  /** One update on its way arrives. @returns false when there was none. */
  step(random: Random): boolean {
    const ways = [...this.up, ...this.down].filter(({ length }) => length > 0);
    if (ways.length === 0) return false;
    const way = random.pick(ways);
    const update = way.shift();
    if (update === undefined) return false;
    const sender = this.up.indexOf(way);
    if (sender === -1) Y.applyUpdate(this.doc(this.down.indexOf(way)), update, this);
    else this.down.forEach((line, at) => void (at === sender || line.push(update)));
    return true;
  }

  settle(random = seededRandom(1)): void {
    while (this.step(random));
  }

  destroy(): void {
    for (const stop of this.stops) stop();
    for (const doc of this.docs) doc.destroy();
  }
}

let studio: Studio | null = null;
afterEach(() => studio?.destroy());

function open(windows: number, random: Random, scenes: readonly (readonly string[])[]): { ids: string[]; studio: Studio } {
  const doc = new Y.Doc();
  const blocks = scenes.flatMap(([heading = '', ...rest]) => [
    { id: random.id(), type: 'sceneHeading' as const, text: heading },
    ...rest.map((text) => ({ id: random.id(), type: text.startsWith('# ') ? ('section' as const) : ('action' as const), text })),
  ]);
  runCommand(doc, insertBlocks, { after: null, blocks }, 'test');
  studio = new Studio(windows, Y.encodeStateAsUpdate(doc));
  return { ids: blocks.map(({ id }) => id), studio };
}

const said = (doc: Y.Doc): string[] =>
  scriptFragment(doc)
    .toArray()
    .map((block) => (block instanceof Y.XmlElement ? blockTextOf(block) : ''));
const move = (doc: Y.Doc, id: string, before: string | null, busy: string[] = []) =>
  runCommand(doc, moveScene, { id, before, busy }, 'mover');
function textOf(doc: Y.Doc, id: string): Y.XmlText {
  const text = blockElement(scriptFragment(doc), id)?.get(0);
  if (!(text instanceof Y.XmlText)) throw new Error('no text there');
  return text;
}
const SCENES = [
  ['INT. ONE', 'The lamp is lit.', 'It rains.'],
  ['INT. TWO', 'Gulls.'],
  ['INT. THREE', 'Fog.', 'More fog.', 'The end.'],
];

describe('moving a scene', () => {
  it('moves everything from its heading to the next, and says the way back', () => {
    const { ids, studio } = open(1, seededRandom(2), SCENES);
    const [one = '', , , two = '', , three = ''] = ids;
    const doc = studio.doc(0);
    expect(move(doc, three, one)).toMatchObject({ before: null });
    expect(said(doc)).toEqual([
      'INT. THREE',
      'Fog.',
      'More fog.',
      'The end.',
      'INT. ONE',
      'The lamp is lit.',
      'It rains.',
      'INT. TWO',
      'Gulls.',
    ]);
    expect(move(doc, three, null)).toMatchObject({ before: one });
    expect(said(doc)).toEqual(SCENES.flat());
    expect(move(doc, one, two)).toBeUndefined();
    expect(() => move(doc, seededRandom(9).id(), one)).toThrow(/no longer in the script/);
    expect(() => move(doc, one, seededRandom(9).id())).toThrow(/no longer in the script/);
  });

  it('leaves the section over the next heading where it is', () => {
    const { ids, studio } = open(1, seededRandom(2), [
      ['INT. ONE', 'Rain.', '# ACT TWO'],
      ['INT. TWO', 'Gulls.'],
    ]);
    move(studio.doc(0), ids[0] ?? '', null);
    expect(said(studio.doc(0))).toEqual(['# ACT TWO', 'INT. TWO', 'Gulls.', 'INT. ONE', 'Rain.']);
  });

  it('writes anew the part with less in it, or the one nobody writes in', () => {
    const written = (busy: (ids: string[]) => string[]) => {
      const { ids, studio } = open(1, seededRandom(2), SCENES);
      const doc = studio.doc(0);
      const kept = new Set(scriptFragment(doc).toArray());
      move(doc, ids[5] ?? '', ids[3] ?? '', busy(ids));
      return said(doc).filter((_text, at) => !kept.has(scriptFragment(doc).get(at)));
    };
    expect(written(() => [])).toEqual(['INT. TWO', 'Gulls.']);
    expect(written((ids) => [ids[3] ?? ''])).toEqual(['INT. THREE', 'Fog.', 'More fog.', 'The end.']);
    expect(written((ids) => [ids[3] ?? '', ids[5] ?? ''])).toEqual(['INT. TWO', 'Gulls.']);
  });
});

describe('what is typed in a scene that somebody else moves at the same moment', () => {
  const start = (windows = 2) => {
    const { ids, studio } = open(windows, seededRandom(3), SCENES);
    const [one = '', lamp = '', rain = '', two = '', , three = ''] = ids;
    return { studio, one, lamp, rain, two, three };
  };

  it('comes along, once, in every window', () => {
    const { studio, one, lamp } = start(3);
    textOf(studio.doc(1), lamp).insert(8, ', the old one,');
    move(studio.doc(0), one, null);
    studio.settle();
    for (const doc of studio.docs)
      expect(said(doc).slice(-3)).toEqual(['INT. ONE', 'The lamp, the old one, is lit.', 'It rains.']);
    expect(studio.carried).toEqual([lamp]);
  });

  it('comes along with what was taken out for it, and nothing the mover wrote is taken out', () => {
    const { studio, one, lamp, rain } = start();
    const text = textOf(studio.doc(1), lamp);
    text.delete(4, 4);
    text.insert(4, 'fire');
    textOf(studio.doc(1), rain).insert(3, 'always ');
    // In one edit with the move, so that nobody else has seen it when the move comes.
    studio.doc(0).transact(() => {
      textOf(studio.doc(0), rain).insert(3, 'never ');
      move(studio.doc(0), one, null);
    });
    studio.settle();
    expect(said(studio.doc(0)).slice(-2)[0]).toBe('The fire is lit.');
    for (const word of ['always', 'never']) expect(said(studio.doc(0)).at(-1)).toContain(word);
    expect(said(studio.doc(1))).toEqual(said(studio.doc(0)));
  });

  it('comes along when two people write in it, each their own', () => {
    const { studio, one, lamp } = start(3);
    textOf(studio.doc(1), lamp).insert(0, 'Look: ');
    textOf(studio.doc(2), lamp).insert(16, ' Still.');
    move(studio.doc(0), one, null);
    studio.settle();
    for (const doc of studio.docs) expect(said(doc).at(-2)).toBe('Look: The lamp is lit. Still.');
  });

  it('comes along as a new block, behind the one it stood behind', () => {
    const { studio, one, lamp } = start();
    const block = { id: seededRandom(5).id(), type: 'action' as const, text: 'A moth.' };
    runCommand(studio.doc(1), insertBlocks, { after: lamp, blocks: [block] }, 'me');
    move(studio.doc(0), one, null);
    studio.settle();
    for (const doc of studio.docs) expect(said(doc).slice(-4)).toEqual(['INT. ONE', 'The lamp is lit.', 'A moth.', 'It rains.']);
  });

  it('comes along right below the head of an act, and in front of the first scene of it', () => {
    const { ids, studio } = open(2, seededRandom(3), [
      ['INT. ONE', '# ACT TWO'],
      ['INT. TWO', 'Gulls.'],
      ['INT. THREE', 'Fog.', 'More fog.', 'Rain.'],
    ]);
    const [one = '', act = ''] = ids;
    const block = { id: seededRandom(5).id(), type: 'transition' as const, text: 'FADE IN:' };
    runCommand(studio.doc(1), insertBlocks, { after: act, blocks: [block] }, 'me');
    const card = { id: seededRandom(6).id(), level: 1, title: 'ACT THREE', synopsis: null, before: ids[4] ?? '' };
    runCommand(studio.doc(0), addSection, card, 'me');
    runCommand(studio.doc(0), moveOutline, { id: act, before: null, busy: [] }, 'mover');
    studio.settle();
    for (const doc of studio.docs) {
      expect(said(doc).slice(0, 3)).toEqual(['INT. ONE', 'ACT THREE', 'INT. THREE']);
      expect(said(doc).slice(-4)).toEqual(['# ACT TWO', 'FADE IN:', 'INT. TWO', 'Gulls.']);
    }
    expect(sceneIdsOf(studio.doc(0))[0]).toBe(one);
  });

  it('leaves blocks that were seen where the mover left them', async () => {
    const { studio, lamp } = start(1);
    const mine = new Y.Doc();
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(studio.doc(0)));
    const seen = Promise.withResolvers<void>();
    const stop = followMoves(mine, { origin: 'carried', seen: () => seen.promise });
    const block = { id: seededRandom(5).id(), type: 'action' as const, text: 'A moth.' };
    runCommand(mine, insertBlocks, { after: lamp, blocks: [block] }, 'me');
    seen.resolve();
    await seen.promise;
    Y.applyUpdate(studio.doc(0), Y.encodeStateAsUpdate(mine));
    // Dragged by hand: the heading and the line under it, without the rest of the scene.
    const script = scriptFragment(studio.doc(0));
    studio.doc(0).transact(() => {
      const copies = script.slice(0, 2).map((each) => each.clone() as Y.XmlElement);
      script.delete(0, 2);
      script.insert(script.length, copies);
    });
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(studio.doc(0)));
    stop();
    expect(said(mine)[0]).toBe('A moth.');
  });

  it('stands in both places where two people moved the scene at once, the second under new ids, and is told', () => {
    const { studio, one, lamp, three } = start();
    textOf(studio.doc(1), lamp).insert(0, 'Look: ');
    // Both write the blocks of this scene anew: others write in what it passes.
    move(studio.doc(1), one, null, [three]);
    move(studio.doc(0), one, three, sceneIdsOf(studio.doc(0)).slice(1, 2));
    studio.settle();
    for (const doc of studio.docs) {
      expect(said(doc).filter((text) => text.endsWith('is lit.'))).toEqual(['The lamp is lit.', 'Look: The lamp is lit.']);
      expect(sceneIdsOf(doc)).toHaveLength(4);
      expect(blockTextOf(blockElement(scriptFragment(doc), lamp) ?? new Y.XmlElement('action'))).toBe('The lamp is lit.');
    }
    expect(studio.doubled).toEqual([1]);
  });

  it('is not brought back where a block was removed and not moved', () => {
    const { studio, lamp } = start();
    textOf(studio.doc(1), lamp).insert(0, 'Look: ');
    studio.doc(0).transact(() => scriptFragment(studio.doc(0)).delete(1, 1), 'mover');
    studio.settle();
    expect(said(studio.doc(1))[1]).toBe('It rains.');
    expect(studio.carried).toEqual([]);
  });
});

/** Moves an act, a sequence or a scene as the outline does, or puts a new card in. */
function moveCard(doc: Y.Doc, random: Random): void {
  const items = itemsOf(outlineOf(outlineBlocks(doc)));
  const item = random.pick(items);
  const before = random.pick([null, ...items.filter((other) => canStandBefore(item, other))])?.id ?? null;
  if (random.chance(0.2)) {
    const card = { id: random.id(), level: random.int(1, 3), title: 'Part', synopsis: null, before: random.pick(items).id };
    runCommand(doc, addSection, card, 'mover');
  } else runCommand(doc, moveOutline, { id: item.id, before, busy: [] }, 'mover');
}

/** People who type, take out, add blocks and move scenes, over lines of any delay. */
function play(seed: number): void {
  const random = seededRandom(seed);
  const scenes = Array.from({ length: random.int(2, 5) }, (_, scene) => [
    `INT. PLACE ${scene}`,
    ...Array.from({ length: random.int(1, 4) }, (__, line) => `Line ${scene} ${line} of it.`),
  ]);
  const { studio } = open(random.int(2, 4), random, scenes);
  const words: string[] = [];
  for (let turn = 0; turn < 60; turn++) {
    const window = random.int(0, studio.docs.length - 1);
    const doc = studio.doc(window);
    const ids = scriptFragment(doc)
      .toArray()
      .flatMap((block) =>
        block instanceof Y.XmlElement && block.nodeName === 'action' ? [String(block.getAttribute('id'))] : [],
      );
    // Words of one beginning could come to stand inside of each other.
    const word = `${String.fromCodePoint(0x3b1 + turn)}${turn}of${window}`;
    const kind = random.next();
    if (kind < 0.55) {
      // Behind words, so that no word is parted by another.
      const text = textOf(doc, random.pick(ids));
      const places = [...text.toString().matchAll(/ |$/g)].map(({ index }) => index);
      doc.transact(() => text.insert(random.pick(places), ` ${word}`), 'typing');
      words.push(word);
    } else if (kind < 0.65) {
      const text = textOf(doc, random.pick(ids));
      const at = text.toString().indexOf('Line');
      if (at !== -1) doc.transact(() => text.delete(at, 4), 'typing');
    } else if (kind < 0.75) {
      const block = { id: random.id(), type: 'action' as const, text: `New ${word}` };
      runCommand(doc, insertBlocks, { after: random.pick(ids), blocks: [block] }, 'typing');
      words.push(word);
    } else if (kind < 0.9) {
      const order = sceneIdsOf(doc);
      const id = random.pick(order);
      const before = random.pick([...order, null]);
      if (before !== id) move(doc, id, before, random.chance(0.3) ? [id] : []);
    } else moveCard(doc, random);
    for (let n = random.int(0, 5); n > 0; n--) studio.step(random);
  }
  studio.settle(random);
  const [first, ...others] = studio.docs;
  if (first === undefined) throw new Error('a studio has windows');
  for (const other of others) expect(scriptFragment(other).toString()).toBe(scriptFragment(first).toString());
  const script = said(first).join('\n');
  expect(words.filter((word) => !script.includes(word))).toEqual([]);
  for (const [heading = ''] of scenes) expect(said(first)).toContain(heading);
  const ids = outlineBlocks(first).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
}

describe('people who write while scenes move, over lines of any delay', () => {
  it.each(Array.from({ length: SEEDS }, (_, at) => at + 1))('lose no word and see the same (seed %i)', (seed) => play(seed));
});
