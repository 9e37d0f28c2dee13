import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { aNewShot } from '../../testing/builders.ts';
import { commonWords, insertSomeBlock, someEdit } from '../../testing/history-edits.ts';
import { seededRandom } from '../../testing/random.ts';
import { authorSpans } from '../author-spans.ts';
import { addShot } from '../commands/add-shot.ts';
import { runCommand } from '../commands/command.ts';
import { insertBlocks } from '../commands/insert-blocks.ts';
import { replaceBlockText } from '../commands/replace-block-text.ts';
import { updateShot } from '../commands/update-shot.ts';
import { scriptFragment } from '../ydoc.ts';
import { alignBlocks } from './align-blocks.ts';
import type { Author, HistoryRow } from './author.ts';
import { Authors } from './authors.ts';
import { authorship } from './authorship.ts';
import { compareContent, touchesSince } from './compare.ts';
import { type DocumentContent, readContent } from './content.ts';
import { IdRanges } from './id-ranges.ts';

const RUN = '11111111-1111-4111-8111-111111111111';
const person = (id: string): Author => ({ kind: 'person', id, runId: null, step: null });
const agent = (step: number): Author => ({ kind: 'agent', id: RUN, runId: RUN, step });
const ID = (n: number) => String(n).padStart(12, '0');

/** A document, its log, and one client for each author. */
function room() {
  const doc = new Y.Doc();
  const rows: HistoryRow[] = [];
  const copies = new Map<string, Y.Doc>();
  let author = person('nobody');
  doc.on('update', (bytes: Uint8Array) => rows.push({ seq: rows.length + 1, bytes, author }));
  const edit = (by: Author, change: (copy: Y.Doc) => void) => {
    const copy = copies.get(by.id) ?? new Y.Doc();
    copies.set(by.id, copy);
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(copy)));
    change(copy);
    author = by;
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)));
  };
  return { doc, rows, edit };
}
const put =
  (n: number, text: string, after: number | null = null) =>
  (doc: Y.Doc) => {
    const blocks = [{ id: ID(n), type: 'action' as const, text }];
    runCommand(doc, insertBlocks, { after: after === null ? null : ID(after), blocks }, 'edit');
  };
const rewrite = (n: number, text: string) => (doc: Y.Doc) => {
  runCommand(doc, replaceBlockText, { blockId: ID(n), text }, 'edit');
};
const shot = { ...aNewShot(seededRandom(2)), id: ID(7), title: 'a' };

function authorsOf(rows: readonly HistoryRow[]): Authors {
  const authors = new Authors();
  for (const { bytes, author } of rows) authors.addRow(bytes, author);
  return authors;
}

describe('who wrote what', () => {
  it('[H3] knows the author of every stretch of text, block and field, each step of a run apart', () => {
    const { doc, rows, edit } = room();
    edit(person('mio'), put(1, 'Rain.'));
    edit(agent(0), put(2, 'A door.', 1));
    edit(agent(1), rewrite(1, 'Heavy rain.'));
    edit(person('kai'), rewrite(2, 'A red door.'));
    edit(person('mio'), (copy) => runCommand(copy, addShot, { shot, before: null, clip: null }, 'edit'));
    edit(agent(2), (copy) => runCommand(copy, updateShot, { id: ID(7), patch: { title: 'b' } }, 'edit'));
    const { script, records } = authorship(doc, 'episode', authorsOf(rows));
    expect(script).toEqual([
      {
        id: ID(1),
        type: 'action',
        by: person('mio'),
        text: [
          { text: 'Heavy r', by: agent(1) },
          { text: 'ain.', by: person('mio') },
        ],
      },
      {
        id: ID(2),
        type: 'action',
        by: agent(0),
        text: [
          { text: 'A ', by: agent(0) },
          { text: 'red ', by: person('kai') },
          { text: 'door.', by: agent(0) },
        ],
      },
    ]);
    expect(records).toMatchObject([
      { collection: 'shots', id: ID(7), by: person('mio'), fields: { title: agent(2), size: person('mio') } },
    ]);
  });

  it('[H3] names whom a client is known to belong to where the rows are gone, and nobody where nothing is known', () => {
    const { doc, edit } = room();
    edit(person('mio'), put(1, 'Rain.'));
    edit(person('kai'), put(2, 'Snow.', 1));
    const [mios] = Y.decodeUpdate(Y.encodeStateAsUpdate(doc)).structs.filter(
      (one) => one instanceof Y.Item && one.id.clock === 0,
    );
    const client = scriptFragment(doc).get(0)._item?.id.client ?? 0;
    expect(mios).toBeDefined();
    const authors = new Authors();
    authors.addClient(client, person('mio'));
    expect(authorship(doc, 'episode', authors).script.map(({ by }) => by)).toEqual([person('mio'), null]);
  });

  it('[H3] the text by author is the text of the document, whatever was edited', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const random = seededRandom(seed);
      const { doc, rows, edit } = room();
      edit(person('mio'), (copy) => insertSomeBlock(copy, random, commonWords(random)));
      for (let i = 0; i < 60; i++) {
        const by = random.pick([person('mio'), person('kai'), agent(i)]);
        edit(by, (copy) => someEdit(copy, random, commonWords(random)));
      }
      const { script } = authorship(doc, 'episode', authorsOf(rows));
      const gone = random.int(0, rows.length);
      const trimmed = new Authors();
      for (const { client, clock, end, ...by } of authorSpans(rows.slice(0, gone).map((row) => ({ ...row, at: 0 })))) {
        trimmed.addSpan(client, clock, end, { kind: by.actorKind, id: by.actorId, runId: by.runId, step: by.step });
      }
      for (const row of rows.slice(gone)) trimmed.addRow(row.bytes, row.author);
      expect(authorship(doc, 'episode', trimmed).script, `seed ${seed}, ${gone} rows gone`).toEqual(script);
      const texts = script.map(({ text }) => text.map((piece) => piece.text).join(''));
      const content = readContent(doc, 'episode').script;
      expect(texts).toEqual(content.map(({ lines }) => lines.map((line) => line.map(({ text }) => text).join('')).join('\n')));
      expect(script.flatMap(({ by, text }) => [by, ...text.map((piece) => piece.by)])).not.toContain(null);
    }
  });
});

describe('comparing two points', () => {
  it('[H6] says what came, went, changed and moved, and whose edits it were', () => {
    const { doc, rows, edit } = room();
    edit(person('mio'), put(1, 'One.'));
    edit(person('mio'), put(2, 'Two.', 1));
    edit(person('mio'), put(3, 'Three.', 2));
    edit(person('mio'), (copy) => runCommand(copy, addShot, { shot, before: null, clip: null }, 'edit'));
    const from = readContent(doc, 'episode');
    const seq = rows.length;
    edit(agent(4), rewrite(1, 'One more.'));
    edit(person('kai'), rewrite(1, 'One more time.'));
    edit(person('kai'), (copy) => scriptFragment(copy).delete(1, 1));
    edit(person('mio'), put(4, 'Four.', 3));
    edit(person('kai'), (copy) => runCommand(copy, updateShot, { id: ID(7), patch: { title: 'b' } }, 'edit'));
    const changes = compareContent(from, readContent(doc, 'episode'), touchesSince(null, rows, 'episode', seq));
    expect(changes).toEqual({
      script: [
        { change: 'changed', id: ID(1), type: 'action', before: 'One.', after: 'One more time.', by: [agent(4), person('kai')] },
        { change: 'removed', id: ID(2), type: 'action', before: 'Two.', after: null, by: [person('kai')] },
        { change: 'added', id: ID(4), type: 'action', before: null, after: 'Four.', by: [person('mio')] },
      ],
      records: [
        {
          change: 'changed',
          collection: 'shots',
          id: ID(7),
          fields: [{ field: 'title', before: 'a', after: 'b' }],
          by: [person('kai')],
        },
      ],
    });
  });

  it('[H6] a block that moved is moved, not removed and added', () => {
    const block = (n: number): DocumentContent['script'][number] => ({ type: 'action', attrs: { id: ID(n) }, lines: [[]] });
    const script = [1, 2, 3, 4].map(block);
    const changes = compareContent({ script, records: {} }, { script: [4, 1, 2, 3].map(block), records: {} });
    expect(changes.script.map(({ change, id }) => [change, id])).toEqual([['moved', ID(4)]]);
    expect(compareContent({ script, records: {} }, { script, records: {} })).toEqual({ script: [], records: [] });
  });

  it('pairs as many blocks as stand in the same order, second ones of a doubled id with second ones', () => {
    const block = (id: string): DocumentContent['script'][number] => ({ type: 'action', attrs: { id }, lines: [[]] });
    const pairs = alignBlocks([...'abcde'].map(block), [...'ebacd'].map(block));
    expect(pairs).toEqual([
      [0, 2],
      [2, 3],
      [3, 4],
    ]);
    expect(alignBlocks([...'aab'].map(block), [...'baa'].map(block))).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });
});

it('a set of clocks grows and joins like the plain set of them', () => {
  const random = seededRandom(11);
  const ranges = new IdRanges();
  const plain = new Set<number>();
  for (let i = 0; i < 300; i++) {
    const [clock, length] = [random.int(0, 400), random.int(1, 9)];
    ranges.add(1, clock, length);
    for (let at = clock; at < clock + length; at++) plain.add(at);
    const probe = random.int(0, 420);
    expect(ranges.has({ client: 1, clock: probe })).toBe(plain.has(probe));
  }
  expect(ranges.has({ client: 2, clock: 1 })).toBe(false);
});
