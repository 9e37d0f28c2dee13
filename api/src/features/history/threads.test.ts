import type { HistoryRow } from '@trashfire/shared/document/history/author';
import { newBlock } from '@trashfire/shared/document/history/patch-block';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { seededRandom } from '@trashfire/shared/testing/random';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { HISTORY_LIMITS } from './limits.ts';
import { buffersOf, packLog, unpackRows } from './packed-log.ts';
import { createThreads } from './threads.ts';

const logger = { error: () => undefined };
const author = { kind: 'person' as const, id: 'mio', runId: null, step: null };

/** A script of so many blocks, and a log of as many rows. */
function bigLog(blocks: number): { doc: Y.Doc; rows: HistoryRow[] } {
  const random = seededRandom(1);
  const doc = new Y.Doc();
  const rows: HistoryRow[] = [];
  doc.on('update', (bytes: Uint8Array) => rows.push({ seq: rows.length + 1, bytes, author }));
  for (let i = 0; i < blocks; i++) {
    const text = `${i} ${'the lamp is out and the rain goes on '.repeat(5)}`;
    const block = newBlock({ type: 'action', attrs: { id: random.id() }, lines: [[{ text, marks: {} }]] });
    doc.transact(() => scriptFragment(doc).insert(i, [block]));
  }
  return { doc, rows };
}

describe('threads for history', () => {
  it('a packed log comes out as it went in', () => {
    const { rows } = bigLog(20);
    const mixed = rows.map((row, i) => ({ ...row, author: i % 3 === 0 ? { ...author, id: 'kai' } : author }));
    const log = packLog(null, mixed);
    expect(unpackRows(log)).toEqual(mixed);
    expect([log.authors.length, log.seq]).toEqual([2, 20]);
  });

  it('[R7] a restore of a large script does not hold up the process', async () => {
    const { doc, rows } = bigLog(4000);
    doc.transact(() => scriptFragment(doc).delete(1000, 2000));
    const run = createThreads(logger);
    const small = packLog(null, rows.slice(0, 5));
    await run('content', { log: small, kind: 'episode' }, buffersOf(small));
    const [target, current] = [packLog(null, rows.slice(0, 4000)), packLog(null, rows)];
    const moved = [...buffersOf(target), ...buffersOf(current)];
    const before = process.threadCpuUsage();
    const { update } = await run('restore', { target, current, kind: 'episode' }, moved);
    const spent = process.threadCpuUsage(before);
    expect(update?.length).toBeGreaterThan(100_000);
    // Of processor time, which other work on the machine does not change: handing over and taking back, not working out.
    expect((spent.user + spent.system) / 1000).toBeLessThan(50);
  });

  it('[R7] ends what takes too long or needs too much memory, and goes on with the next', async () => {
    const { rows } = bigLog(3000);
    const hasty = createThreads(logger, { ...HISTORY_LIMITS, jobMs: 20, threads: 1 });
    const late = packLog(null, rows);
    await expect(hasty('undo', { log: late, kind: 'episode', runId: 'x' }, buffersOf(late))).rejects.toMatchObject({
      code: 'too-large',
    });
    const tight = createThreads(logger, { ...HISTORY_LIMITS, threadMegabytes: 16, threads: 1 });
    const large = packLog(null, rows);
    await expect(tight('undo', { log: large, kind: 'episode', runId: 'x' }, buffersOf(large))).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('too large'),
    });
    const whole = createThreads(logger, { ...HISTORY_LIMITS, threads: 1 });
    const broken = packLog(null, rows.slice(5, 9));
    await expect(whole('content', { log: broken, kind: 'episode' }, buffersOf(broken))).rejects.toMatchObject({
      code: 'conflict',
    });
    const good = packLog(null, rows.slice(0, 9));
    expect((await whole('content', { log: good, kind: 'episode' }, buffersOf(good))).content.script).toHaveLength(9);
  });

  it('[R7] lets no more wait than the limit', async () => {
    const run = createThreads(logger, { ...HISTORY_LIMITS, threads: 1, waiting: 2 });
    const ask = () => run('content', { log: packLog(null, []), kind: 'episode' });
    const asked = await Promise.allSettled([ask(), ask(), ask(), ask()]);
    expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(asked[3]).toMatchObject({ reason: { code: 'too-many' } });
  });
});
