import { readFileSync } from 'node:fs';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresLog } from './adapters/postgres-log.ts';
import type { UpdateLog } from './ports/update-log.ts';
import { addBlock, scriptOf } from './testing/edits.ts';
import { type Family, parseExposition, sampleOf } from './testing/exposition-parser.ts';
import { type Address, CollabHarness, type Person } from './testing/harness.ts';

let harness: CollabHarness;
let ines: Person;
let mika: Person;
beforeAll(async () => {
  harness = await CollabHarness.start();
  [ines, mika] = [await harness.person('Ines'), await harness.person('Mika')];
});
afterAll(() => harness.close());

const metricsOf = async (node: Address): Promise<Map<string, Family>> =>
  parseExposition(await (await fetch(`${node.http}/metrics`)).text());

describe('metrics', () => {
  it('move with what they are about', async () => {
    const node = await harness.node({ idleMs: 5 });
    const document = await harness.document();
    const [a, b] = [harness.session(node, document, ines), harness.session(node, document, mika)];
    await Promise.all([a.ready, b.ready]);
    a.transact('test', () => addBlock(a.doc, 'seen'));
    await a.durable();
    await eventually('seen', () => scriptOf(b.doc).includes('seen'));
    a.awareness.setLocalStateField('cursor', 1);
    await expect(harness.raw(node, document, 'no ticket')).rejects.toThrow('401');
    const now = await eventually('presence heard', async () => {
      const families = await metricsOf(node);
      return sampleOf(families, 'collab_awareness_messages_total') > 0 ? families : null;
    });
    const positive = [
      'collab_ack_seconds_count',
      'collab_ack_seconds_sum',
      'collab_propagation_seconds_count',
      'collab_propagation_seconds_sum',
      'collab_commit_seconds_count',
      'collab_commit_rows_sum',
      'collab_committed_rows_total',
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'process_start_time_seconds',
    ];
    expect(positive.filter((series) => !(sampleOf(now, series) > 0))).toEqual([]);
    const exact = {
      collab_sockets: 2,
      collab_rooms: 1,
      collab_rooms_live: 1,
      'collab_rooms_by_state{state="live"}': 1,
      'collab_rooms_by_state{state="empty"}': 0,
      collab_cold_open_seconds_count: 1,
      'collab_refused_total{reason="ticket"}': 1,
      'collab_refused_total{reason="malformed"}': 0,
      collab_unstored_bytes: 0,
      collab_ready: 1,
    };
    expect(Object.fromEntries(Object.keys(exact).map((series) => [series, sampleOf(now, series)]))).toEqual(exact);
    for (const session of [a, b]) session.destroy();
    await eventually('forgotten', async () => sampleOf(await metricsOf(node), 'collab_rooms') === 0);
  });

  it('tell of a store that fails, and of another node’s rows that no bell rang for', async () => {
    let fails = false;
    const real = createPostgresLog(harness.pool);
    const append: UpdateLog['append'] = (entries) => (fails ? Promise.reject(new Error('no store')) : real.append(entries));
    const [one, two] = [await harness.node({ pollMs: 20 }, { log: { ...real, append } }), await harness.node()];
    const document = await harness.document();
    const [a, b] = [harness.session(one, document, ines), harness.session(two, document, mika)];
    await Promise.all([a.ready, b.ready]);
    b.transact('test', () => addBlock(b.doc, 'elsewhere'));
    await eventually('found by polling', () => scriptOf(a.doc).includes('elsewhere'));
    fails = true;
    a.transact('test', () => addBlock(a.doc, 'unstored'));
    const failing = await eventually('failing', async () => {
      const families = await metricsOf(one);
      return sampleOf(families, 'collab_commit_failures_total') > 0 ? families : null;
    });
    expect(sampleOf(failing, 'collab_unstored_bytes')).toBeGreaterThan(0);
    expect(sampleOf(failing, 'collab_bus_late_total')).toBeGreaterThan(0);
    expect(sampleOf(failing, 'collab_gaps_repaired_total')).toBeGreaterThan(0);
    await eventually('not ready', async () => sampleOf(await metricsOf(one), 'collab_ready') === 0);
    fails = false;
    await a.durable();
    for (const session of [a, b]) session.destroy();
  });

  it('are each explained in docs/operation-collab.md, and nothing is explained that is not there', async () => {
    const node = await harness.node();
    const page = readFileSync(new URL('../../docs/operation-collab.md', import.meta.url), 'utf8');
    const explained = [...page.matchAll(/^\| `((?:collab|process)_\w+)` /gm)].map((match) => match[1] ?? '');
    expect(explained.sort()).toEqual([...(await metricsOf(node)).keys()].sort());
  });
});

describe('health', () => {
  it('a database that does not answer makes a node unready, though nobody is writing; it lives, and is ready again by itself', async () => {
    let answers = true;
    const real = createPostgresLog(harness.pool);
    const heads: UpdateLog['heads'] = (documents) => (answers ? real.heads(documents) : new Promise(() => undefined));
    const slow = await harness.node({ pollMs: 20 }, { log: { ...real, heads } });
    let works = true;
    const failing: UpdateLog['heads'] = (documents) => (works ? real.heads(documents) : Promise.reject(new Error('no store')));
    const broken = await harness.node({ pollMs: 20 }, { log: { ...real, heads: failing } });
    const readyz = async (node: Address) => await (await fetch(`${node.http}/readyz`)).text();
    expect([await readyz(slow), await readyz(broken)]).toEqual(['ready\n', 'ready\n']);
    answers = false;
    works = false;
    const silent = 'not ready: the database does not answer\n';
    await eventually('both unready', async () => (await readyz(slow)) === silent && (await readyz(broken)) === silent);
    expect((await fetch(`${slow.http}/livez`)).status).toBe(200);
    works = true;
    await eventually('ready again', async () => (await readyz(broken)) === 'ready\n');
  });
});
