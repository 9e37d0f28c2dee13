/**
 * How long people wait for the collab-server: from an edit to its durable answer, and from an edit to another screen. Run with
 * `npm run bench -- collab`; the server and a PostgreSQL with every safety on run as processes of their own, the
 * clients in this one. Prints medians of rounds with their spread; a round in which this process was itself busy is void.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { collectionMap, putRecord } from '@trashfire/shared/document/ydoc';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { addBlock } from '../../collab-server/src/testing/edits.ts';
import { CollabHarness } from '../../collab-server/src/testing/harness.ts';
import { deployMigrations } from '../../prisma/src/deploy.ts';
import { startEmbeddedPostgres } from '../../scripts/embedded-postgres.ts';
import { type CollabProcess, collabProcess } from '../support/collab-process.ts';

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '20' },
    writers: { type: 'string', default: '5' },
    rate: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
  },
});
const load = {
  clients: Number(values.clients),
  writers: Number(values.writers),
  rate: Number(values.rate),
  seconds: Number(values.seconds),
};
/** A loader busier than this measures itself. */
const LOADER_CPU_LIMIT = 0.8;

interface Round {
  ack: number[];
  fanOut: number[];
  loaderCpu: number;
  serverCpu: number;
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trashfire-bench-'));
  chmodSync(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    settings: { fsync: 'on', synchronous_commit: 'on' },
    log: () => undefined,
  });
  await deployMigrations(postgres.url);
  const server = await collabProcess(() => postgres.url);
  await server.start();
  const harness = await CollabHarness.start({ url: postgres.url, drop: () => Promise.resolve() });
  print(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  print(`${load.clients} clients in one document, ${load.writers} of them writing ${load.rate}/s for ${load.seconds} s`);
  try {
    for (let n = 1; n <= Number(values.rounds); n++) report(n, await round(harness, server));
  } finally {
    await harness.close();
    await server.kill();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function round(harness: CollabHarness, server: CollabProcess): Promise<Round> {
  const document = await harness.document();
  const sessions: DocumentSession[] = [];
  for (let i = 0; i < load.clients; i++) sessions.push(harness.session(server.address, document, await harness.person(`P${i}`)));
  await Promise.all(sessions.map((session) => session.ready));
  const result: Round = { ack: [], fanOut: [], loaderCpu: 0, serverCpu: 0 };
  const sentAt = new Map<string, number>();
  for (const session of sessions) observe(session, sentAt, result.fanOut);
  const [cpu, serverCpu, began] = [process.cpuUsage(), cpuSeconds(server.pid()), performance.now()];
  await Promise.all(sessions.slice(0, load.writers).map((session, i) => write(session, i, sentAt, result.ack)));
  const wall = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  result.loaderCpu = (used.user + used.system) / 1e6 / wall;
  result.serverCpu = (cpuSeconds(server.pid()) - serverCpu) / wall;
  for (const session of sessions) session.destroy();
  return result;
}

/** Notes when each mark of another peer arrives here. */
function observe(session: DocumentSession, sentAt: ReadonlyMap<string, number>, latencies: number[]): void {
  collectionMap(session.doc, 'markers').observe((event) => {
    if (event.transaction.local) return;
    for (const key of event.keysChanged) {
      const at = sentAt.get(String(key));
      if (at !== undefined) latencies.push(performance.now() - at);
    }
  });
}

async function write(session: DocumentSession, writer: number, sentAt: Map<string, number>, acks: number[]): Promise<void> {
  const waiting: Promise<void>[] = [];
  for (let n = 0; n < load.rate * load.seconds; n++) {
    const id = `${String(writer).padStart(4, '0')}${String(n).padStart(8, '0')}`;
    const at = performance.now();
    sentAt.set(id, at);
    session.transact('bench', () => {
      putRecord(session.doc, 'markers', { id, v: 1, frame: n, name: 'm', color: '#00ffea' });
      if (n % 10 === 0) addBlock(session.doc, `Line ${n}`);
    });
    waiting.push(session.durable().then(() => void acks.push(performance.now() - at)));
    await delay((1000 / load.rate) * (0.5 + Math.random()));
  }
  await Promise.all(waiting);
}

/** Processor time a process has used, in seconds (Linux; 0 elsewhere). */
function cpuSeconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

function quantile(values: readonly number[], q: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return `${(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN).toFixed(1)}`;
}

function report(n: number, { ack, fanOut, loaderCpu, serverCpu }: Round): void {
  const line = (name: string, ms: number[]) =>
    `${name} p50 ${quantile(ms, 0.5)} p95 ${quantile(ms, 0.95)} p99 ${quantile(ms, 0.99)} ms (${ms.length})`;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const verdict = loaderCpu > LOADER_CPU_LIMIT ? '  VOID: the loader was busy' : '';
  print(
    `round ${n}: ${line('ack', ack)} · ${line('fan-out', fanOut)} · server ${percent(serverCpu)}, loader ${percent(loaderCpu)}${verdict}`,
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
