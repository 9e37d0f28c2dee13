import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgresLog } from './adapters/postgres-log.ts';
import type { UpdateLog } from './ports/update-log.ts';
import { addBlock, scriptOf } from './testing/edits.ts';
import { CollabHarness } from './testing/harness.ts';

let harness: CollabHarness;

beforeAll(async () => {
  harness = await CollabHarness.start();
});
afterAll(() => harness.close());

it('stores what is applied, sends everybody away with 1012 and takes nobody new', async () => {
  const real = createPostgresLog(harness.pool);
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const append: UpdateLog['append'] = async (entries) => {
    await gate;
    return real.append(entries);
  };
  const node = await harness.node({}, { log: { ...real, append } });
  const document = await harness.document();
  const person = await harness.person('Ines');
  const session = harness.session(node, document, person);
  await session.ready;
  const watching = await harness.raw(node, document, await harness.ticket(document, person));
  session.transact('test', () => addBlock(session.doc, 'last words'));
  await eventually('applied', () => watching.starting(0, 2).length > 0);
  const drained = node.server.drain();
  expect((await fetch(`${node.http}/readyz`)).status).toBe(503);
  await expect(harness.raw(node, document, await harness.ticket(document, person))).rejects.toThrow('status 503');
  open();
  await drained;
  expect((await watching.closed).code).toBe(CLOSE.restart);
  expect(scriptOf(await harness.stored(document))).toContain('last words');
  await expect(fetch(`${node.http}/livez`)).rejects.toThrow();
});

it('ends although somebody was still being let in when it began: they are sent away too', async () => {
  const real = createPostgresLog(harness.pool);
  let asked: () => void = () => undefined;
  let answer: () => void = () => undefined;
  const loading = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const read: UpdateLog['read'] = async (name) => {
    asked();
    await gate;
    return await real.read(name);
  };
  const node = await harness.node({ drainSpreadMs: 0 }, { log: { ...real, read } });
  const document = await harness.document();
  const late = harness.raw(node, document, await harness.ticket(document, await harness.person('Late')));
  await loading;
  const drained = node.server.drain();
  answer();
  expect((await (await late).closed).code).toBe(CLOSE.restart);
  await drained;
});
