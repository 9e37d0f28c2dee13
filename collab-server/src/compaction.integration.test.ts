import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { trimmedAuthors } from '@trashfire/prisma/document-authors';
import { appendUpdates } from '@trashfire/prisma/document-log';
import { authorSpans } from '@trashfire/shared/document/author-spans';
import type { DocumentName } from '@trashfire/shared/document/names';
import { countOf } from '@trashfire/shared/testing/counts';
import { eventually } from '@trashfire/shared/testing/eventually';
import { seededRandom } from '@trashfire/shared/testing/random';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createPostgresCompaction } from './adapters/postgres-compaction.ts';
import { createPostgresLog } from './adapters/postgres-log.ts';
import { compactDocument } from './compaction/compact-document.ts';
import { Compactor } from './compaction/compactor.ts';
import { contentDigest } from './compaction/content-digest.ts';
import { mergeHistory } from './compaction/merge.ts';
import { MergeThread } from './compaction/merge-thread.ts';
import { Metrics } from './metrics.ts';
import { ageRows } from './testing/aged-rows.ts';
import { addBlock, scriptOf } from './testing/edits.ts';
import { CollabHarness } from './testing/harness.ts';
import { compactOnce, docOf, entryOf, SMALL } from './testing/log-under-test.ts';
import { randomHistory } from './testing/random-history.ts';

let harness: CollabHarness;
beforeAll(async () => {
  harness = await CollabHarness.start();
});
afterAll(() => harness.close());

const log = () => ({ ...createPostgresLog(harness.pool), ...createPostgresCompaction(harness.pool, 90) });

async function snapshots(document: DocumentName): Promise<number[]> {
  const { rows } = await harness.pool.query<{ seq: string }>('SELECT seq FROM doc_snapshot WHERE document_id = $1 ORDER BY seq', [
    document,
  ]);
  return rows.map(({ seq }) => Number(seq));
}

async function digestOf(document: DocumentName): Promise<string> {
  return contentDigest(docOf(await log().read(document)));
}

it('merges a history while people write, and opens from it, row for row the same', async () => {
  const node = await harness.node();
  const document = await harness.document();
  const [ines, mika] = [await harness.person('Ines'), await harness.person('Mika')];
  const { rows } = randomHistory(seededRandom(20), 900);
  await log().append(rows.slice(0, 470).map((row) => entryOf(document, row)));
  const a = harness.session(node, document, ines);
  const b = harness.session(node, document, mika);
  await Promise.all([a.ready, b.ready]);
  for (let n = 0; n < 200 && (await snapshots(document)).length === 0; n++) {
    a.transact('test', () => addBlock(a.doc, `a ${n}`));
    b.transact('test', () => addBlock(b.doc, `b ${n}`));
    await Promise.all([a.durable(), b.durable()]);
  }
  expect(await snapshots(document)).toHaveLength(1);
  const metrics = await (await fetch(`${node.http}/metrics`)).text();
  expect(metrics).toMatch(/collab_compactions_total [1-9]/);
  expect(metrics).toContain('collab_compaction_queue ');
  await eventually('all is here', () => scriptOf(a.doc) === scriptOf(b.doc));
  const late = harness.session(await harness.node(), document, ines);
  await late.ready;
  expect(scriptOf(late.doc)).toBe(scriptOf(a.doc));
  expect(scriptOf(docOf(await log().read(document)))).toBe(scriptOf(a.doc));
  expect(scriptOf(await harness.stored(document))).toBe(scriptOf(a.doc));
});

it('opens a document whose newest snapshot is damaged, says so, and makes the snapshot again', async () => {
  const document = await harness.document();
  const person = await harness.person('Ines');
  const { rows, doc } = randomHistory(seededRandom(21), 80);
  await log().append(rows.map((row) => entryOf(document, row)));
  await compactOnce(log(), document, { ...SMALL, pass: { rows: 30, bytes: 1e9 } });
  await compactOnce(log(), document);
  await harness.pool.query(`UPDATE doc_snapshot SET bytes = 'x' WHERE document_id = $1 AND seq = $2`, [document, rows.length]);
  const said: { level: number; msg: string; document?: string }[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => void said.push(JSON.parse(line)) });
  const node = await harness.node({}, { logger });
  const session = harness.session(node, document, person);
  await session.ready;
  expect(scriptOf(session.doc)).toBe(scriptOf(doc));
  expect(said[0]).toMatchObject({ document, damaged: [rows.length] });
  await eventually('made again', async () => (await log().read(document))?.damaged.length === 0);
  expect(await (await fetch(`${node.http}/metrics`)).text()).toContain('collab_damaged_snapshots_total 1');
});

it('R1: loses nothing while two nodes write and two compact, and whoever reads sees no step back', async () => {
  const document = await harness.document();
  const { rows, doc } = randomHistory(seededRandom(22), 200);
  const [here, there] = [log(), log()];
  const done = { writing: false };
  const compacting = [here, there].map(async (mine) => {
    const policy = { ...SMALL, keptRows: 5, pass: { rows: 40, bytes: 1e9 } };
    let passes = 0;
    while (!done.writing) {
      await ageRows(harness.pool, document, Math.max(0, Number((await mine.heads([document])).get(document)?.seq ?? 0) - 9), 90);
      const report = await mine.compact(document, (turn) =>
        compactDocument(turn, (job) => Promise.resolve(mergeHistory(job)), true, policy),
      );
      if (report !== 'busy') passes++;
    }
    return passes;
  });
  const reading = (async () => {
    let seen = 0;
    while (!done.writing) {
      const stored = await there.read(document);
      const reached = (stored?.snapshot?.seq ?? 0) + (stored?.rows.length ?? 0);
      expect(reached).toBe(stored?.head);
      expect(reached).toBeGreaterThanOrEqual(seen);
      expect(contentDigest(docOf(stored))).toBe(contentDigest(docOf({ snapshot: null, rows: rows.slice(0, reached) })));
      seen = reached;
    }
  })();
  for (const [n, row] of rows.entries()) await (n % 2 === 0 ? here : there).append([entryOf(document, row)]);
  done.writing = true;
  const passes = await Promise.all(compacting);
  await reading;
  expect(passes.every((count) => count > 0)).toBe(true);
  expect(await digestOf(document)).toBe(contentDigest(doc));
  const left = await harness.pool.query<{ seq: string }>('SELECT seq FROM doc_update WHERE document_id = $1 ORDER BY seq', [
    document,
  ]);
  expect(left.rows.length).toBeLessThan(rows.length);
  expect(left.rows.map(({ seq }) => Number(seq))).toEqual(rows.slice(-left.rows.length).map(({ seq }) => seq));
});

it('R1: loses nothing when the database cuts the connection at any step', async () => {
  const document = await harness.document();
  const { rows, doc } = randomHistory(seededRandom(23), 60);
  await log().append(rows.map((row) => entryOf(document, row)));
  await ageRows(harness.pool, document, rows.length, 90);
  for (let at = 0; at < 6; at++) {
    let steps = 0;
    const cut = async () => {
      if (steps++ !== at) return;
      await harness.pool.query(
        `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
         WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.granted`,
      );
    };
    const outcome = log().compact(document, async (turn) => {
      const extent = await turn.extent();
      await cut();
      const report = await compactDocument(
        {
          extent: () => Promise.resolve(extent),
          history: async (...args) => {
            await cut();
            return turn.history(...args);
          },
          lastSpans: async () => {
            await cut();
            return turn.lastSpans();
          },
          store: async (change) => {
            await cut();
            await turn.store(change);
            await cut();
          },
        },
        (job) => Promise.resolve(mergeHistory(job)),
        true,
        SMALL,
      );
      return report;
    });
    await expect(outcome, `step ${at}`).rejects.toThrow();
    expect([await snapshots(document), await digestOf(document)]).toEqual([[], contentDigest(doc)]);
    expect(await log().readRange(document, 0, 500)).toHaveLength(rows.length);
  }
  expect(await compactOnce(log(), document)).toMatchObject({ trimmed: rows.length - 2 });
  expect(await digestOf(document)).toBe(contentDigest(doc));
});

it('R1: loses nothing when the process that compacts is killed, over and over', async () => {
  const kills = countOf('kills of a process that compacts', { usual: 3, long: 200 });
  const document = await harness.document();
  const random = seededRandom(24);
  const { rows, doc } = randomHistory(random, kills * 40);
  const program = fileURLToPath(new URL('./testing/compact-for-ever.ts', import.meta.url));
  const each = Math.ceil(rows.length / kills);
  let written = 0;
  for (let n = 0; n < kills; n++) {
    const child = spawn(process.execPath, [program, harness.database.url, document, '90'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    await lines.next();
    const some = rows.slice(written, written + each);
    written += some.length;
    for (const row of some) await log().append([entryOf(document, row)]);
    await ageRows(harness.pool, document, written, 90);
    for (let passes = random.int(0, 4); passes > 0; passes--) await lines.next();
    child.kill('SIGKILL');
    await ended;
    const wanted = contentDigest(docOf({ snapshot: null, rows: rows.slice(0, written) }));
    expect(await digestOf(document), `kill ${n}`).toBe(wanted);
  }
  // The database may not have noticed yet that the last one is gone.
  await eventually('nobody is at it', async () => (await log().compact(document, () => Promise.resolve('mine'))) === 'mine');
  while ((await compactOnce(log(), document)).more);
  expect(await digestOf(document)).toBe(contentDigest(doc));
  const authors = await trimmedAuthors(harness.pool, document);
  const given = rows.slice(0, -2);
  const spans = (all: ReturnType<typeof authorSpans>) =>
    all.map(({ client, clock, end, actorId, step }) => `${client} ${clock} ${end} ${actorId} ${step}`).sort();
  expect(spans(authors)).toEqual(spans(authorSpans(given)));
});

it('opens a log of 20,000 rows from one snapshot and no more than a short tail', async () => {
  const document = await harness.document();
  const author = new Y.Doc();
  const text = author.getText('words');
  const rows: Uint8Array[] = [];
  author.on('update', (update: Uint8Array) => rows.push(update));
  const random = seededRandom(25);
  // Typed by somebody who goes on where they are and sometimes back: all over the text would cost Yjs most of the test's time.
  for (let at = 0; rows.length < 20_000; ) {
    if (random.chance(0.01)) at = random.int(0, text.length);
    if (at > 0 && random.chance(0.2)) text.delete(--at, 1);
    else text.insert(at++, random.pick(['a', 'e', ' ']));
  }
  const actor = { kind: 'person' as const, id: 'ines' };
  const clientIds = [author.clientID];
  for (let at = 0; at < rows.length; at += 2000) {
    await appendUpdates(
      harness.pool,
      rows.slice(at, at + 2000).map((bytes) => ({ document, bytes, actor, clientIds })),
    );
  }
  const before = await log().read(document);
  expect(before?.rows).toHaveLength(20_000);
  await ageRows(harness.pool, document, 20_000, 90);
  const merger = new MergeThread({ ms: 20_000, heapMiB: 512 });
  const metrics = new Metrics();
  const compactor = new Compactor({ log: log(), logger: pino({ level: 'silent' }), metrics, merger });
  await compactor.sweep();
  await compactor.idle();
  const stored = await log().read(document);
  expect([stored?.snapshot?.seq, stored?.rows.length, stored?.head]).toEqual([20_000, 0, 20_000]);
  expect(docOf(stored).getText('words').toString()).toBe(text.toString());
  const left = await harness.pool.query('SELECT count(*)::int AS n FROM doc_update WHERE document_id = $1', [document]);
  expect([left.rows[0]?.n, await snapshots(document)]).toEqual([1000, [19_000, 20_000]]);
  expect(metrics.trimmedRows.value).toBe(19_000);
  expect(await trimmedAuthors(harness.pool, document)).toHaveLength(1);
});
