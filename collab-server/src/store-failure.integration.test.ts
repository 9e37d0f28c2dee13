import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgresLog } from './adapters/postgres-log.ts';
import type { UpdateLog } from './ports/update-log.ts';
import { addBlock, scriptOf } from './testing/edits.ts';
import { CollabHarness, type Person } from './testing/harness.ts';

let harness: CollabHarness;
let ines: Person;
let mika: Person;

beforeAll(async () => {
  harness = await CollabHarness.start();
  [ines, mika] = [await harness.person('Ines'), await harness.person('Mika')];
});
afterAll(() => harness.close());

/** The real log behind a switch. `forgets`: it commits, and the answer is lost on the way. */
function faultyLog(): { log: UpdateLog; fault: { mode: 'works' | 'fails' | 'forgets'; attempts: number } } {
  const real = createPostgresLog(harness.pool);
  const fault: ReturnType<typeof faultyLog>['fault'] = { mode: 'works', attempts: 0 };
  const append: UpdateLog['append'] = async (entries) => {
    fault.attempts++;
    if (fault.mode === 'fails') throw new Error('no store');
    const results = await real.append(entries);
    if (fault.mode === 'forgets') {
      fault.mode = 'works';
      throw new Error('connection lost after commit');
    }
    return results;
  };
  return { log: { ...real, append }, fault };
}

it('R1: says nothing is saved while the store fails, keeps the edits, and stores them when it works again', async () => {
  const { log, fault } = faultyLog();
  const node = await harness.node({}, { log });
  const document = await harness.document();
  const a = harness.session(node, document, ines);
  const b = harness.session(node, document, mika);
  await Promise.all([a.ready, b.ready]);
  fault.mode = 'fails';
  a.transact('test', () => addBlock(a.doc, 'kept'));
  await eventually('the room goes on', () => scriptOf(b.doc).includes('kept'));
  await eventually('tried again', () => fault.attempts >= 3);
  expect(a.status.saved).toBe('saving');
  await eventually('not ready', async () => (await fetch(`${node.http}/readyz`)).status === 503);
  fault.mode = 'works';
  await a.durable();
  expect(scriptOf(await harness.stored(document))).toContain('kept');
  expect((await fetch(`${node.http}/readyz`)).status).toBe(200);
});

it('R1: does not forget what a failing store has not taken when the last person leaves', async () => {
  const { log, fault } = faultyLog();
  const node = await harness.node({ idleMs: 5 }, { log });
  const document = await harness.document();
  const a = harness.session(node, document, ines);
  await a.ready;
  fault.mode = 'fails';
  a.transact('test', () => addBlock(a.doc, 'left behind'));
  await eventually('tried', () => fault.attempts >= 2);
  a.destroy();
  await eventually('tried on', () => fault.attempts >= 4);
  const b = harness.session(node, document, mika);
  await b.ready;
  expect(scriptOf(b.doc)).toContain('left behind');
  fault.mode = 'works';
  await eventually('stored', async () => scriptOf(await harness.stored(document)).includes('left behind'));
});

it('writes again what was perhaps written, which changes nothing', async () => {
  const { log, fault } = faultyLog();
  const node = await harness.node({}, { log });
  const document = await harness.document();
  const a = harness.session(node, document, ines);
  await a.ready;
  fault.mode = 'forgets';
  a.transact('test', () => addBlock(a.doc, 'once'));
  await a.durable();
  expect(scriptOf(await harness.stored(document))).toBe('<action>once</action>');
  const { rows } = await harness.pool.query('SELECT seq FROM doc_update WHERE document_id = $1', [document]);
  expect(rows).toHaveLength(2);
});

it('R7: a document the store refuses does not hold up the others', async () => {
  const real = createPostgresLog(harness.pool);
  const bad = await harness.document();
  let refuses = true;
  const append: UpdateLog['append'] = (entries) =>
    refuses && entries.some((entry) => entry.document === bad) ? Promise.reject(new Error('refused')) : real.append(entries);
  const node = await harness.node({}, { log: { ...real, append } });
  const good = await harness.document();
  const [stuck, free] = [harness.session(node, bad, ines), harness.session(node, good, mika)];
  await Promise.all([stuck.ready, free.ready]);
  for (let n = 0; n < 5; n++) {
    stuck.transact('test', () => addBlock(stuck.doc, `stuck ${n}`));
    free.transact('test', () => addBlock(free.doc, `free ${n}`));
    await free.durable();
  }
  expect(stuck.status.pending).toBe(5);
  refuses = false;
  await stuck.durable();
});
