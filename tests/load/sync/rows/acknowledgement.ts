import { closeSync, fdatasync, fsync, openSync, writeSync } from 'node:fs';
import { join as path } from 'node:path';
import { promisify } from 'node:util';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { openDocument } from '@trashfire/shared/realtime/document-session';
import { seededRandom } from '@trashfire/shared/testing/random';
import { StudioWebSocket } from '../../../../collab-server/src/testing/harness.ts';
import { startMeter } from '../meter.ts';
import { quantile } from '../report/stats.ts';
import type { RunningServer } from '../subjects.ts';
import { join, joinAll, leaveAll } from '../workload/clients.ts';
import { pace } from '../workload/pacer.ts';
import { shortScript, textOf, typing } from '../workload/typing.ts';
import type { World } from '../world.ts';
import type { Measured, Row, Settings } from './row.ts';

const WRITERS = 20;
const RATE = 10;
const SESSIONS = 5;
const SESSION_RATE = 4;
const FIRST_SESSION_PERSON = 500;
const SYNC_EVERY_MS = 50;
/** A page of Postgres' log. */
const PAGE = Buffer.alloc(8192, 7);
const ANSWER_MS = 5000;

export const ACKNOWLEDGEMENT_ROW: Row = {
  id: 'acknowledgement',
  title: 'Acknowledgement',
  method: `Ours alone: the peers acknowledge nothing that a crash could not take away. ${WRITERS} people type ${RATE} times a second in one room, each edit followed by its marker: time from sending the marker to hearing that it is durable. Beside them ${SESSIONS} real DocumentSessions: time from an edit to "Saved". Meanwhile a page of 8 kB is written and fdatasync'ed on the same disk every ${SYNC_EVERY_MS} ms.`,
  subjects: ['ours'],
  once: [],
  figures: [
    { name: 'ackP50Ms', label: 'marker to durable p50 ms', digits: 2 },
    { name: 'ackP99Ms', label: 'p99 ms', digits: 1 },
    { name: 'syncP50Ms', label: 'fdatasync p50 ms', digits: 2 },
    { name: 'syncP99Ms', label: 'p99 ms', digits: 1 },
    { name: 'savedP50Ms', label: 'edit to Saved p50 ms', digits: 1 },
    { name: 'savedP95Ms', label: 'p95 ms', digits: 1 },
    { name: 'unanswered', label: 'unanswered', digits: 0 },
  ],
  bars: [
    { figure: 'overMustMs', label: 'ack p50 less (2 x fdatasync + 5 ms), ms', against: 'limit', must: 0, goal: null },
    { figure: 'overGoalMs', label: 'ack p50 less (fdatasync + 3 ms), ms', against: 'limit', must: null, goal: 0 },
    { figure: 'savedP95Ms', label: 'edit to Saved p95, ms', against: 'limit', must: 250, goal: null },
  ],
  measure,
};

const syncFile = promisify(fdatasync);

async function measure(server: RunningServer, world: World, settings: Settings): Promise<Measured> {
  const script = typing(settings.seed, WRITERS, RATE * settings.seconds, shortScript(settings.seed, WRITERS + SESSIONS));
  const document = await world.document();
  const first = await join(server, document, 0, script.base);
  const others = Array.from({ length: WRITERS - 1 }, (_, i) => ({ document, person: 1 + i }));
  const clients = [first, ...(await joinAll(server, others))];
  const acks: number[] = [];
  const sentAt = clients.map(() => new Map<number, number>());
  for (const [i, client] of clients.entries()) {
    client.listen((heard) => {
      if (heard.kind !== 'durable') return;
      for (const [n, at] of sentAt[i] ?? []) {
        if (n > heard.n) break;
        acks.push(performance.now() - at);
        sentAt[i]?.delete(n);
      }
    });
  }
  const random = seededRandom(settings.seed);
  const due = clients.flatMap(({ raw }, i) => {
    const phase = (random.next() * 1000) / RATE;
    return (script.writers[i]?.updates ?? []).map((update, n) => {
      const frames = [server.dialect.update(document, update), server.dialect.marker(n + 1) ?? Buffer.alloc(0)];
      return {
        at: phase + (n * 1000) / RATE,
        run: () => {
          sentAt[i]?.set(n + 1, performance.now());
          raw.send(Buffer.concat(frames));
        },
      };
    });
  });
  const sessions = await openSessions(server, world, document);
  const stop = await startMeter(server, world);
  const syncing = new AbortController();
  const [syncs, saved] = await Promise.all([
    measureSync(world.folder, syncing.signal),
    Promise.all(sessions.map((session, i) => edit(session, WRITERS + i, settings.seconds))).then((all) => all.flat()),
    pace(due).finally(() => syncing.abort()),
  ]);
  const waiting = () => sentAt.reduce((sum, { size }) => sum + size, 0);
  const deadline = performance.now() + ANSWER_MS;
  while (waiting() > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  const cost = await stop();
  for (const session of sessions) session.destroy();
  leaveAll(clients);
  await world.drop([document]);
  const [ackP50Ms, syncP50Ms] = [quantile(acks, 0.5), quantile(syncs, 0.5)];
  return {
    cost,
    figures: {
      ackP50Ms,
      ackP99Ms: quantile(acks, 0.99),
      syncP50Ms,
      syncP99Ms: quantile(syncs, 0.99),
      savedP50Ms: quantile(saved, 0.5),
      savedP95Ms: quantile(saved, 0.95),
      unanswered: waiting(),
      overMustMs: ackP50Ms - (2 * syncP50Ms + 5),
      overGoalMs: ackP50Ms - (syncP50Ms + 3),
    },
  };
}

async function openSessions(server: RunningServer, world: World, document: Parameters<World['ticket']>[0]) {
  const sessions = Array.from({ length: SESSIONS }, (_, i) =>
    openDocument({
      url: `ws://127.0.0.1:${server.port}`,
      name: document,
      ticket: () => Promise.resolve(world.ticket(document, FIRST_SESSION_PERSON + i)),
      WebSocket: StudioWebSocket as unknown as typeof globalThis.WebSocket,
    }),
  );
  await Promise.all(sessions.map((session) => session.ready));
  return sessions;
}

/** Types at a person's pace whether or not the last letter is saved. @returns ms from each edit to its being saved. */
async function edit(session: ReturnType<typeof openDocument>, line: number, seconds: number): Promise<number[]> {
  const text = textOf(scriptFragment(session.doc), line);
  const saved: Promise<number>[] = [];
  await pace(
    Array.from({ length: SESSION_RATE * seconds }, (_, n) => ({
      at: (n * 1000) / SESSION_RATE,
      run: () => {
        const at = performance.now();
        session.transact('bench', () => text.insert(text.length, 'e'));
        saved.push(session.durable().then(() => performance.now() - at));
      },
    })),
  );
  return Promise.all(saved);
}

/** @returns how long the disk took each time, until told to stop. */
async function measureSync(folder: string, signal: AbortSignal): Promise<number[]> {
  const took: number[] = [];
  const file = openSync(path(folder, 'fdatasync.bin'), 'w');
  try {
    for (let i = 0; i < 64; i++) writeSync(file, PAGE);
    await promisify(fsync)(file);
    while (!signal.aborted) {
      // Postgres writes over pages that are allocated already.
      writeSync(file, PAGE, 0, PAGE.length, (took.length % 64) * PAGE.length);
      const began = performance.now();
      await syncFile(file);
      took.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, SYNC_EVERY_MS));
    }
  } finally {
    closeSync(file);
  }
  return took;
}
