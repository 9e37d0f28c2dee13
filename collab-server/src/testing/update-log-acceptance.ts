import type { DocumentName } from '@trashfire/shared/document/names';
import { documentName } from '@trashfire/shared/document/names';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import { seededRandom } from '@trashfire/shared/testing/random';
import { beforeAll, describe, expect, it } from 'vitest';
import { contentDigest } from '../compaction/content-digest.ts';
import type { AppendEntry } from '../ports/update-log.ts';
import { compactOnce, docOf, entryOf, type LogUnderTest } from './log-under-test.ts';
import { randomHistory } from './random-history.ts';

const NOWHERE = documentName('episode', 'ZZZZZZZZZZZZ');
const INES = { kind: 'person' as const, id: 'ines', runId: null, step: null };

function entry(document: DocumentName, byte: number, more: Partial<AppendEntry> = {}): AppendEntry {
  return { document, bytes: new Uint8Array([byte]), author: INES, writeKey: null, clientIds: [1], ...more };
}

/** What every {@link UpdateLog} must do, whatever keeps it. @param open called once; the suite makes its own documents. */
export function updateLogAcceptance(open: () => Promise<LogUnderTest>): void {
  describe('an update log', () => {
    let log: LogUnderTest;
    beforeAll(async () => {
      log = await open();
    });
    const read = async (document: DocumentName) => {
      const stored = await log.here.read(document);
      if (stored === null) throw new Error(`${document} is not there`);
      return stored;
    };
    const bytesOf = (rows: readonly { seq: number; bytes: Uint8Array }[]) => rows.map((row) => [row.seq, ...row.bytes]);

    it('numbers rows 1, 2, 3 … per document, in the order given, and keeps their bytes', async () => {
      const [a, b] = [await log.create(), await log.create()];
      const results = await log.here.append([entry(b, 1), entry(a, 2), entry(b, 3)]);
      expect(results).toEqual([
        { state: 'written', seq: 1 },
        { state: 'written', seq: 1 },
        { state: 'written', seq: 2 },
      ]);
      const stored = await read(b);
      expect([stored.head, stored.snapshot, bytesOf(stored.rows), stored.damaged]).toEqual([
        2,
        null,
        [
          [1, 1],
          [2, 3],
        ],
        [],
      ]);
      expect((await read(a)).head).toBe(1);
    });

    it('stays dense when two nodes append to the same documents at once (R1)', async () => {
      const names = [await log.create(), await log.create()];
      const rounds = Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? names : [...names].reverse()));
      const results = await Promise.all(
        rounds.map((order, i) => (i % 3 === 0 ? log.there : log.here).append(order.map((name) => entry(name, i)))),
      );
      expect(results.flat().every(({ state }) => state === 'written')).toBe(true);
      for (const name of names) {
        const { rows, head } = await read(name);
        expect([head, rows.map((row) => row.seq)]).toEqual([30, Array.from({ length: 30 }, (_, i) => i + 1)]);
        expect(new Set(rows.map((row) => row.bytes[0])).size).toBe(30);
      }
    });

    it('keeps bytes of its own: whoever gave or got them may use them again', async () => {
      const name = await log.create();
      const bytes = new Uint8Array([1, 2, 3]);
      await log.here.append([entry(name, 0, { bytes })]);
      bytes.fill(9);
      (await read(name)).rows[0]?.bytes.fill(8);
      (await log.here.readRange(name, 0, 9))[0]?.bytes.fill(7);
      expect(bytesOf((await read(name)).rows)).toEqual([[1, 1, 2, 3]]);
    });

    it('writes a key once: in one batch, in two, and from two nodes at the same time (R6)', async () => {
      const name = await log.create();
      const states = (
        await log.here.append([entry(name, 1, { writeKey: 'k' }), entry(name, 2, { writeKey: 'k' }), entry(name, 3)])
      ).map(({ state }) => state);
      expect(states).toEqual(['written', 'duplicate', 'written']);
      expect(await log.there.append([entry(name, 4, { writeKey: 'k' })])).toEqual([{ state: 'duplicate' }]);
      const race = await Promise.all(
        Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? log.here : log.there).append([entry(name, i, { writeKey: 'race' })])),
      );
      expect(race.flat().filter(({ state }) => state === 'written')).toHaveLength(1);
      expect((await read(name)).head).toBe(3);
      expect([await log.here.hasWriteKey(name, 'race'), await log.here.hasWriteKey(name, 'other')]).toEqual([true, false]);
      const other = await log.create();
      expect(await log.here.append([entry(other, 1, { writeKey: 'k' })])).toEqual([{ state: 'written', seq: 1 }]);
    });

    it('says that a document is gone, and does not fail the others (R7)', async () => {
      const [alive, dead] = [await log.create(), await log.create()];
      await log.here.append([entry(dead, 1)]);
      await log.remove(dead);
      expect(await log.here.append([entry(dead, 1), entry(NOWHERE, 2), entry(alive, 3)])).toEqual([
        { state: 'gone' },
        { state: 'gone' },
        { state: 'written', seq: 1 },
      ]);
      expect([await log.here.read(dead), await log.here.read(NOWHERE)]).toEqual([null, null]);
      expect([...(await log.here.heads([dead, NOWHERE, alive])).keys()]).toEqual([alive]);
      expect(await log.here.readRange(dead, 0, 10)).toEqual([]);
      expect(await log.here.tail(dead)).toBeNull();
    });

    it('tells the heads, and when other content took the name', async () => {
      const [a, b] = [await log.create(), await log.create()];
      await log.here.append([entry(a, 1), entry(a, 2)]);
      await log.replace(b);
      expect(await log.there.heads([a, b])).toEqual(
        new Map([
          [a, { seq: 2, epoch: 1, schemaVersion: DOCUMENT_SCHEMA_VERSION }],
          [b, { seq: 0, epoch: 2, schemaVersion: DOCUMENT_SCHEMA_VERSION }],
        ]),
      );
    });

    it('takes no row that was made for content whose name other content has taken since', async () => {
      const [a, b] = [await log.create(), await log.create()];
      expect(await log.here.append([entry(a, 1, { epoch: 1 }), entry(b, 1, { epoch: 1 })])).toEqual([
        { state: 'written', seq: 1 },
        { state: 'written', seq: 1 },
      ]);
      await log.replace(a);
      const late = [entry(a, 2, { epoch: 1 }), entry(b, 2, { epoch: 1 }), entry(a, 3, { epoch: 1, writeKey: 'k' })];
      expect(await log.there.append(late)).toEqual([{ state: 'replaced' }, { state: 'written', seq: 2 }, { state: 'replaced' }]);
      expect(
        await log.there.append([entry(a, 4, { epoch: 1, writeKey: 'k' }), entry(a, 5, { epoch: 2, writeKey: 'k' })]),
      ).toEqual([{ state: 'replaced' }, { state: 'written', seq: 2 }]);
      expect(await log.there.append([entry(a, 6)])).toEqual([{ state: 'written', seq: 3 }]);
      expect(bytesOf((await read(a)).rows)).toEqual([
        [1, 1],
        [2, 5],
        [3, 6],
      ]);
    });

    it('belongs to the newest program that wrote to it; an older one reads no rows of it any more (DESIGN §4)', async () => {
      const name = await log.create();
      const newer = log.of(DOCUMENT_SCHEMA_VERSION + 1);
      await log.here.append([entry(name, 1)]);
      expect((await log.here.heads([name])).get(name)?.schemaVersion).toBe(DOCUMENT_SCHEMA_VERSION);
      await newer.append([entry(name, 2)]);
      await log.here.append([entry(name, 3)]);
      expect((await log.here.heads([name])).get(name)?.schemaVersion).toBe(DOCUMENT_SCHEMA_VERSION + 1);
      expect((await log.here.read(name))?.schemaVersion).toBe(DOCUMENT_SCHEMA_VERSION + 1);
      await expect(log.there.readRange(name, 0, 10)).rejects.toThrow('newer release');
      expect(await newer.readRange(name, 0, 10)).toHaveLength(3);
    });

    it('reads what followed a row, up to a limit, and nothing when nothing did', async () => {
      const name = await log.create();
      await log.here.append([1, 2, 3, 4].map((n) => entry(name, n)));
      expect(bytesOf(await log.there.readRange(name, 1, 2))).toEqual([
        [2, 2],
        [3, 3],
      ]);
      expect(bytesOf(await log.there.readRange(name, 3, 100))).toEqual([[4, 4]]);
      expect(await log.there.readRange(name, 4, 100)).toEqual([]);
      expect(await log.there.readRange(name, 9, 100)).toEqual([]);
    });

    it('is whole for a node that fell behind what was given up: it reads the snapshot and the rest (R1)', async () => {
      const name = await log.create();
      const { rows, doc } = randomHistory(seededRandom(11), 40);
      await log.here.append(rows.map((row) => entryOf(name, row)));
      await log.age(name, rows.length);
      await compactOnce(log.here, name);
      const kept = await log.here.readRange(name, rows.length - 2, 500);
      expect(kept.map((row) => row.seq)).toEqual([rows.length - 1, rows.length]);
      const behind = docOf({ snapshot: null, rows: rows.slice(0, 3) });
      const missed = await log.here.readRange(name, 3, 500);
      expect(missed.at(-1)?.seq).toBe(rows.length);
      const caughtUp = docOf({ snapshot: null, rows: [...rows.slice(0, 3), ...missed] });
      expect(contentDigest(caughtUp)).toBe(contentDigest(doc));
      expect(contentDigest(behind)).not.toBe(contentDigest(doc));
      expect(contentDigest(docOf(await log.there.read(name)))).toBe(contentDigest(doc));
    });
  });
}
