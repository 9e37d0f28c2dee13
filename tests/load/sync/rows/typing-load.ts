import type { DocumentName } from '@trashfire/shared/document/names';
import { seededRandom } from '@trashfire/shared/testing/random';
import { startMeter } from '../meter.ts';
import { quantile } from '../report/stats.ts';
import type { RunningServer } from '../subjects.ts';
import { validate } from '../validate.ts';
import { EMPTY_UPDATE } from '../wire/dialect.ts';
import { type JoinedClient, join, joinAll, leaveAll } from '../workload/clients.ts';
import { type Due, pace } from '../workload/pacer.ts';
import type { Trace } from '../workload/trace.ts';
import { stateAfter, type Typing, typing, type WriterScript } from '../workload/typing.ts';
import { Watch } from '../workload/watch.ts';
import type { World } from '../world.ts';
import type { FigureMeaning, Measured, Settings } from './row.ts';

/** Rooms in which some type and all look on. */
export interface TypingLoad {
  rooms: number;
  clientsPerRoom: number;
  writersPerRoom: number;
  /** Edits a second of each writer. */
  rate: number;
  /** Clients in each room whose arrivals are timed. */
  observersPerRoom: number;
  /** The script each room begins with; a short one when left out. */
  base?: Trace;
}

export const TYPING_FIGURES: readonly FigureMeaning[] = [
  { name: 'p50Ms', label: 'p50 ms', digits: 2 },
  { name: 'p99Ms', label: 'p99 ms', digits: 1 },
  { name: 'cpuUs', label: 'CPU µs a delivery', digits: 2 },
  { name: 'cpuPercent', label: 'CPU %', digits: 0 },
  { name: 'postgresPercent', label: 'Postgres CPU %', digits: 0 },
  { name: 'rssMb', label: 'RSS MB', digits: 0 },
  { name: 'loopP99Ms', label: 'loop delay p99 ms', digits: 1 },
  { name: 'undelivered', label: 'undelivered', digits: 0 },
];

/** A server runs for weeks: in its first seconds V8 compiles on the core that everybody waits for, ours and the peers' alike. */
const WARM_UP_S = 8;
/** What has not arrived this long after the last edit counts as undelivered. */
const DRAIN_MS = 15_000;
const SETTLE_MS = 300;
const MB = 1e6;

interface Writer {
  client: JoinedClient;
  script: WriterScript;
  watch: Watch;
  frames: Buffer[];
  next: number;
}

interface Prepared {
  script: Typing;
  clients: JoinedClient[];
  writers: Writer[];
  watches: Map<DocumentName, Watch>;
}

/** Measures how edits spread: warmed up, drained, then a stretch of which every figure is taken. */
export async function measureTyping(
  load: TypingLoad,
  server: RunningServer,
  world: World,
  settings: Settings,
): Promise<Measured> {
  const prepared = await prepare(load, server, world, settings);
  const watches = [...prepared.watches.values()];
  await pace(plan(load, prepared, WARM_UP_S, settings.seed));
  await drain(watches);
  for (const watch of watches) watch.count();
  const stop = await startMeter(server, world);
  const late = await pace(plan(load, prepared, settings.seconds, settings.seed + 1));
  const undelivered = await drain(watches);
  const cost = await stop();
  await compare(server, world, prepared);
  await world.drop([...prepared.watches.keys()]);
  const edits = sum(watches.map((watch) => watch.counted));
  const latencies = watches.flatMap((watch) => watch.latencies);
  return {
    cost,
    figures: {
      p50Ms: quantile(latencies, 0.5),
      p99Ms: quantile(latencies, 0.99),
      cpuUs: (cost.serverCpu / (edits * (load.clientsPerRoom - 1))) * 1e6,
      cpuPercent: (cost.serverCpu / settings.seconds) * 100,
      postgresPercent: (cost.postgresCpu / settings.seconds) * 100,
      rssMb: cost.rss / MB,
      loopP99Ms: cost.loopDelayP99,
      undelivered,
      samples: latencies.length,
      pacerLateP99Ms: quantile(late, 0.99),
    },
  };
}

async function prepare(load: TypingLoad, server: RunningServer, world: World, settings: Settings): Promise<Prepared> {
  const edits = load.rate * (settings.seconds + WARM_UP_S);
  const script = typing(settings.seed, load.writersPerRoom, edits, load.base?.state);
  const rooms = await world.documents(load.rooms);
  const watches = new Map(rooms.map((room) => [room, new Watch(script.writers.map((writer) => writer.client))]));
  const clients: JoinedClient[] = [];
  // The first of each room brings the script, as an import does; the others find it there.
  // A large one lies in our log already: our server takes no more than a script's worth in one message.
  const stored = server.subject === 'ours' ? load.base?.updates : undefined;
  for (const [r, room] of rooms.entries()) {
    if (stored !== undefined) await world.store(room, stored);
    clients.push(await join(server, room, r * load.clientsPerRoom, stored === undefined ? script.base : EMPTY_UPDATE));
  }
  const others = rooms.flatMap((document, r) =>
    Array.from({ length: load.clientsPerRoom - 1 }, (_, i) => ({ document, person: r * load.clientsPerRoom + 1 + i })),
  );
  clients.push(...(await joinAll(server, others)));
  // Merging it costs our server once what is no part of typing.
  if (stored !== undefined) for (const room of rooms) await world.merged(room);
  const writers: Writer[] = [];
  for (const room of rooms) {
    const here = clients.filter((client) => client.document === room);
    const watch = watches.get(room) as Watch;
    writers.push(...script.writers.map((writer, i) => prepareWriter(server, here[i] as JoinedClient, writer, watch)));
    observe(here, writers, watch, load.observersPerRoom);
  }
  return { script, clients, writers, watches };
}

/** An edit leaves together with its marker, as DocumentSession sends them; peers have no markers. */
function prepareWriter({ dialect }: RunningServer, client: JoinedClient, script: WriterScript, watch: Watch): Writer {
  const frames = script.updates.map((update, n) => {
    const edit = dialect.update(client.document, update);
    const marker = dialect.marker(n + 1);
    return marker === null ? edit : Buffer.concat([edit, marker]);
  });
  return { client, script, watch, frames, next: 0 };
}

/** Observers are spread evenly over a room's clients; the rest only counts what it gets. */
function observe(clients: readonly JoinedClient[], writers: readonly Writer[], watch: Watch, count: number): void {
  for (const [i, client] of clients.entries()) {
    client.listen(null);
    const isObserver = Math.floor(((i + 1) * count) / clients.length) > Math.floor((i * count) / clients.length);
    if (!isObserver) continue;
    const own = writers.find((writer) => writer.client === client)?.script.client ?? null;
    const arrived = watch.observer(own);
    client.listen((heard) => {
      if (heard.kind === 'content') arrived(heard.update);
    });
  }
}

/** Every writer at its rate, each beginning at its own moment, with a third of jitter: people do not type in step. */
function plan(load: TypingLoad, { writers }: Prepared, seconds: number, seed: number): Due[] {
  const random = seededRandom(seed);
  const period = 1000 / load.rate;
  return writers.flatMap((writer) => {
    const phase = random.next() * period;
    return Array.from({ length: load.rate * seconds }, (_, n) => ({
      at: phase + (n + (random.next() - 0.5) / 3) * period,
      run: () => {
        const frame = writer.frames[writer.next++];
        if (frame === undefined) return;
        writer.watch.send(writer.script.client);
        writer.client.raw.send(frame);
      },
    }));
  });
}

/** Waits until all has arrived. @returns edits missing at observers, summed. */
async function drain(watches: readonly Watch[]): Promise<number> {
  const missing = () => sum(watches.map((watch) => watch.missing));
  const deadline = performance.now() + DRAIN_MS;
  while (missing() > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return missing();
}

/** One raw client stays, since a peer without a store forgets a document that nobody has open; the real ones need the others' places. */
async function compare(server: RunningServer, world: World, { script, clients, writers }: Prepared): Promise<void> {
  const [first, ...others] = clients;
  if (first === undefined) return;
  const room = first.document;
  leaveAll(others);
  const typed = writers.filter((writer) => writer.client.document === room);
  const expected = stateAfter(
    script.base,
    typed.flatMap((writer) => writer.script.updates.slice(0, writer.next)),
  );
  await validate(server, world, room, expected);
  expected.destroy();
  leaveAll([first]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
