import type { AuthorSpan } from '@trashfire/shared/document/author-spans';
import type { DocumentName } from '@trashfire/shared/document/names';
import { seededRandom } from '@trashfire/shared/testing/random';
import { beforeAll, describe, expect, it } from 'vitest';
import { compactDocument } from '../compaction/compact-document.ts';
import { contentDigest } from '../compaction/content-digest.ts';
import { mergeHistory } from '../compaction/merge.ts';
import type { HistoryRow } from '../ports/compaction-log.ts';
import { allSpans, brokenOff, compactOnce, docOf, entryOf, type LogUnderTest, SMALL } from './log-under-test.ts';
import { randomHistory } from './random-history.ts';

/** What every {@link CompactionLog} must do, whatever keeps it. @param open called once; the suite makes its own documents. */
export function compactionAcceptance(open: () => Promise<LogUnderTest>): void {
  describe('a log that is compacted', () => {
    let log: LogUnderTest;
    beforeAll(async () => {
      log = await open();
    });

    /** A document of about 60 rows. */
    const written = async (seed: number) => {
      const name = await log.create();
      const { rows, doc } = randomHistory(seededRandom(seed), 60);
      await log.here.append(rows.map((row) => entryOf(name, row)));
      return { name, rows, digest: contentDigest(doc), head: rows.length };
    };
    const digestOf = async (name: DocumentName) => contentDigest(docOf(await log.there.read(name)));
    const seqs = (rows: readonly { seq: number }[]) => rows.map(({ seq }) => seq);

    it('counts the tail, and merges it: the same document, and no row of a younger age is given up', async () => {
      const { name, rows, digest, head } = await written(1);
      const bytes = rows.reduce((sum, row) => sum + row.bytes.length, 0);
      expect(await log.here.tail(name)).toEqual({ rows: head, bytes });
      expect(await compactOnce(log.here, name)).toMatchObject({ snapshot: head, trimmed: 0, refused: null, more: false });
      expect(await log.here.tail(name)).toEqual({ rows: 0, bytes: 0 });
      const stored = await log.here.read(name);
      expect([stored?.snapshot?.seq, stored?.rows]).toEqual([head, []]);
      expect(await digestOf(name)).toBe(digest);
      expect(await log.here.readRange(name, 0, head)).toHaveLength(head);
      expect(await compactOnce(log.here, name)).toMatchObject({ snapshot: null, trimmed: 0, more: false });
    });

    it('merges a long tail in passes', async () => {
      const { name, digest, head } = await written(2);
      const policy = { ...SMALL, pass: { rows: 25, bytes: 1e9 } };
      expect(await compactOnce(log.here, name, policy)).toMatchObject({ snapshot: 25, more: true });
      const tiny = { ...SMALL, pass: { rows: 1000, bytes: 1 } };
      expect(await compactOnce(log.here, name, tiny)).toMatchObject({ snapshot: 26, more: true });
      expect(await compactOnce(log.here, name)).toMatchObject({ snapshot: head, more: false });
      expect(await digestOf(name)).toBe(digest);
    });

    it('gives up old rows and keeps the newest, who wrote what, and the document as of each row that is left', async () => {
      const { name, rows, digest, head } = await written(3);
      await log.age(name, head - 10);
      expect(await compactOnce(log.here, name)).toMatchObject({ snapshot: head, trimmed: head - 10 });
      expect(await digestOf(name)).toBe(digest);
      expect(await log.snapshots(name)).toEqual([head - 10, head]);
      expect(seqs(await log.here.readRange(name, head - 10, 500))).toEqual(seqs(rows.slice(-10)));
      for (let seq = head - 10; seq <= head; seq++) {
        const at = await log.here.compact(name, (turn) => turn.history(seq, seq, SMALL.pass));
        if (at === 'busy') throw new Error('busy');
        const then = docOf({ snapshot: null, rows: rows.slice(0, seq) });
        expect(contentDigest(docOf({ snapshot: at.start, rows: at.rows })), `as of ${seq}`).toBe(contentDigest(then));
      }
      const left = rows.slice(-10);
      const kept = await log.authors(name);
      expect(withoutTimes(allSpans(kept, left))).toEqual(withoutTimes(allSpans([], rows)));
    });

    it('keeps the newest rows however old they are', async () => {
      const { name, head } = await written(4);
      await log.age(name, head);
      expect(await compactOnce(log.here, name, { ...SMALL, keptRows: 7 })).toMatchObject({ trimmed: head - 7 });
      expect(seqs(await log.here.readRange(name, head - 7, 500))).toHaveLength(7);
    });

    it('has no history of what the room sees of rendering: its rows are old as soon as they are written', async () => {
      const names = { renders: await log.create('renders'), episode: await log.create('episode') };
      const { rows, doc } = randomHistory(seededRandom(31), 40);
      for (const name of Object.values(names)) await log.here.append(rows.map((row) => entryOf(name, row)));
      expect(await compactOnce(log.here, names.renders)).toMatchObject({ trimmed: rows.length - 2 });
      expect(await compactOnce(log.here, names.episode)).toMatchObject({ trimmed: 0 });
      expect(await digestOf(names.renders)).toBe(contentDigest(doc));
    });

    it('knows who wrote what over several times of giving up', async () => {
      const { name, rows, head } = await written(5);
      for (const seq of [15, 30, head]) {
        await log.age(name, seq);
        await compactOnce(log.here, name, { ...SMALL, pass: { rows: 12, bytes: 1e9 } });
        while ((await compactOnce(log.here, name, { ...SMALL, pass: { rows: 12, bytes: 1e9 } })).more);
      }
      const kept = await log.authors(name);
      expect(Math.max(...kept.map((span) => span.lastSeq))).toBeLessThanOrEqual(head - 2);
      expect(withoutTimes(allSpans(kept, rows.slice(-2)))).toEqual(withoutTimes(allSpans([], rows)));
    });

    it('refuses a key that a row given up has written (R6)', async () => {
      const { name, rows, head } = await written(6);
      const again = entryOf(name, rows[0] as HistoryRow);
      await log.here.append([{ ...again, writeKey: 'shot 12' }]);
      await log.here.append([again, again, again]);
      await log.age(name, head + 4);
      expect(await compactOnce(log.here, name)).toMatchObject({ trimmed: head + 2 });
      expect(await log.there.append([{ ...again, writeKey: 'shot 12' }])).toEqual([{ state: 'duplicate' }]);
      expect(await log.there.hasWriteKey(name, 'shot 12')).toBe(true);
    });

    it('keeps the newest two snapshots and the one the log begins at', async () => {
      const { name, rows, head } = await written(7);
      await log.age(name, 20);
      await compactOnce(log.here, name);
      for (let n = 0; n < 3; n++) {
        await log.here.append([entryOf(name, rows[0] as HistoryRow)]);
        await compactOnce(log.here, name);
      }
      expect(await log.snapshots(name)).toEqual([20, head + 2, head + 3]);
    });

    it('is compacted by one node at a time', async () => {
      const { name, head } = await written(8);
      const { name: other } = await written(9);
      const outcome = await log.here.compact(name, async () => {
        const second = await log.there.compact(name, () => Promise.resolve('mine'));
        return [second, await log.there.compact(other, () => Promise.resolve('mine'))];
      });
      expect(outcome).toEqual(['busy', 'mine']);
      expect(await compactOnce(log.there, name)).toMatchObject({ snapshot: head });
    });

    it('loses nothing and holds nobody up when it is broken off before or after any step (R1)', async () => {
      const { name, rows, digest, head } = await written(10);
      await log.age(name, head - 5);
      const policy = { ...SMALL, keptRows: 5 };
      const merge = (job: Parameters<typeof mergeHistory>[0]) => Promise.resolve(mergeHistory(job));
      for (let at = 0; ; at++) {
        const ended = await log.here
          .compact(name, (turn) => compactDocument(brokenOff(turn, at), merge, true, policy))
          .catch((error: unknown) => {
            expect(String(error)).toContain('broken off');
            return null;
          });
        if (ended !== null) {
          expect(at).toBeGreaterThan(8);
          expect(ended).toMatchObject({ snapshot: head, trimmed: head - 5 });
          break;
        }
        expect(await log.snapshots(name), `step ${at}`).toEqual([]);
        expect(seqs(await log.there.readRange(name, 0, 500)), `step ${at}`).toEqual(seqs(rows));
        expect(await log.authors(name)).toEqual([]);
      }
      expect(await digestOf(name)).toBe(digest);
    });

    it('does not begin where no whole snapshot is (R1)', async () => {
      const { name, rows } = await written(11);
      const trimmed = log.here.compact(name, (turn) => turn.store({ snapshots: [], trimTo: 10, authors: [] }));
      await expect(trimmed).rejects.toThrow('whole snapshot');
      expect(await log.here.readRange(name, 0, 500)).toHaveLength(rows.length);
    });

    it('is read from an older snapshot when the newest is damaged, and gets a new one', async () => {
      const { name, rows, digest, head } = await written(12);
      await compactOnce(log.here, name, { ...SMALL, pass: { rows: 30, bytes: 1e9 } });
      await compactOnce(log.here, name);
      await log.damage(name, head);
      const stored = await log.here.read(name);
      expect([stored?.snapshot?.seq, stored?.damaged, seqs(stored?.rows ?? [])]).toEqual([30, [head], seqs(rows.slice(30))]);
      expect(await digestOf(name)).toBe(digest);
      expect(await compactOnce(log.here, name)).toMatchObject({ snapshot: head, damaged: [head] });
      expect(await log.here.read(name)).toMatchObject({ snapshot: { seq: head }, rows: [], damaged: [] });
      expect(await digestOf(name)).toBe(digest);
    });

    it('is not shown in part when no whole snapshot is left of a log that was cut (R1)', async () => {
      const { name, head } = await written(13);
      await log.age(name, head);
      await compactOnce(log.here, name);
      for (const seq of await log.snapshots(name)) await log.damage(name, seq);
      await expect(log.here.read(name)).rejects.toThrow('not whole');
      expect(await compactOnce(log.here, name)).toMatchObject({ snapshot: null, refused: { state: 'incomplete' }, trimmed: 0 });
    });

    it('is found by the rows or the bytes of its tail, the longest first', async () => {
      const fresh = await log.create();
      const [long, longer, merged] = [await written(14), await written(14), await written(14)];
      const one = long.rows[0] as HistoryRow;
      await log.here.append([entryOf(longer.name, one), entryOf(longer.name, one)]);
      await compactOnce(log.here, merged.name);
      const heavy = await log.create();
      await log.here.append([entryOf(heavy, heavyRow(one))]);
      const gone = await written(16);
      await log.remove(gone.name);
      const made = [fresh, long.name, longer.name, merged.name, heavy, gone.name];
      const found = async (least: { rows: number; bytes: number }, count = 1e6) =>
        (await log.there.longestTails(count, least)).filter((name) => made.includes(name));
      expect(await found({ rows: 1e6, bytes: 1e12 })).toEqual([]);
      expect(await found({ rows: long.head, bytes: 1e12 })).toEqual([longer.name, long.name]);
      expect(await found({ rows: long.head + 1, bytes: 1e12 })).toEqual([longer.name]);
      expect(await found({ rows: 1e6, bytes: 300 })).toEqual([longer.name, long.name, heavy]);
      expect(await found({ rows: 10, bytes: 20_480 })).toEqual([longer.name, long.name, heavy]);
      expect(await found({ rows: 100, bytes: 1e6 })).toEqual([]);
      expect(await found({ rows: 1, bytes: 1e12 })).toEqual([longer.name, long.name, heavy]);
      const all = await log.there.longestTails(1e6, { rows: 1, bytes: 1e12 });
      expect(await log.there.longestTails(2, { rows: 1, bytes: 1e12 })).toEqual(all.slice(0, 2));
      // Enough of them that no other order is this one by chance.
      const steps = await Promise.all(Array.from({ length: 8 }, () => log.create()));
      for (const [n, name] of steps.entries()) await log.here.append(Array.from({ length: n + 1 }, () => entryOf(name, one)));
      const ordered = await log.there.longestTails(1e6, { rows: 1, bytes: 1e12 });
      expect(ordered.filter((name) => steps.includes(name))).toEqual(steps.toReversed());
    });

    it('is found by its age, page by page', async () => {
      const fresh = await log.create();
      const [long, old] = [await written(14), await written(15)];
      await compactOnce(log.here, old.name);
      await log.age(old.name, old.head);
      const gone = await written(16);
      await log.age(gone.name, gone.head);
      await log.remove(gone.name);
      const found = async (worth: { oldRows: number; keptRows: number }, count: number) => {
        const documents: DocumentName[] = [];
        for (let after: DocumentName | null = null; ; ) {
          const page = await log.there.withOldRows(after, count, worth);
          documents.push(...page.documents);
          after = page.next;
          if (after === null) return documents.filter((name) => [fresh, long.name, old.name, gone.name].includes(name)).sort();
        }
      };
      expect(await found({ oldRows: old.head + 1, keptRows: 0 }, 3)).toEqual([]);
      expect(await found({ oldRows: old.head, keptRows: 0 }, 100)).toEqual([old.name]);
      expect(await found({ oldRows: old.head, keptRows: 1 }, 100)).toEqual([]);
      expect(await found({ oldRows: old.head - 1, keptRows: 1 }, 2)).toEqual([old.name]);
      expect(await found({ oldRows: old.head - 1, keptRows: 1 }, 1)).toEqual([old.name]);
    });

    it('keeps what a named version needs when its rows are given up', async () => {
      const { name, rows, head } = await written(17);
      for (const seq of [3, 17, 18, 40, head - 1]) await log.pin(name, seq);
      await log.age(name, head);
      const policy = { ...SMALL, passVersions: 2 };
      for (;;) {
        const { more, trimRefused } = await compactOnce(log.here, name, policy);
        expect(trimRefused).toBeNull();
        if (!more) break;
      }
      expect(await log.snapshots(name)).toEqual([3, 17, 18, 40, head - 2, head]);
      for (const seq of [3, 17, 18, 40]) {
        const at = await log.here.compact(name, (turn) => turn.history(seq, seq, SMALL.pass));
        if (at === 'busy') throw new Error('busy');
        const then = docOf({ snapshot: null, rows: rows.slice(0, seq) });
        expect(contentDigest(docOf({ snapshot: at.start, rows: at.rows }))).toBe(contentDigest(then));
      }
    });
  });
}

/** Its content is of no document: nothing is merged in which it stands. */
function heavyRow(row: HistoryRow): HistoryRow {
  return { ...row, bytes: new Uint8Array(20_480) };
}

/** The store's clock says when rows were written. */
function withoutTimes(spans: readonly AuthorSpan[]) {
  return spans.map(({ firstAt: _, lastAt: __, ...span }) => span);
}
