import type { DocumentName } from '@trashfire/shared/document/names';
import { seededRandom } from '@trashfire/shared/testing/random';
import { rssOf } from '../processes.ts';
import type { RunningServer } from '../subjects.ts';
import { EMPTY_UPDATE } from '../wire/dialect.ts';
import { type JoinedClient, join, joinAll, leaveAll } from '../workload/clients.ts';
import { pace } from '../workload/pacer.ts';
import { shortScript, typing } from '../workload/typing.ts';
import type { World } from '../world.ts';
import { DEFAULT_SUBJECTS, type Measured, type Row, type Settings, WITH_POSTGRES } from './row.ts';

const KB = 1024;
const MB = 1e6;
/** As many as are measured come in and leave again first: what V8 compiles for the hundreds behind the first belongs to no connection. */
const WARM_CLIENTS = 1000;
const WARM_ROOMS = 5;
const COLLECT_PAUSE_MS = 400;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resident memory once garbage is gone and its pages are given back, which takes a moment. */
async function settledRss(server: RunningServer): Promise<number> {
  for (let i = 0; i < 2; i++) {
    await server.inside('collect');
    await pause(COLLECT_PAUSE_MS);
  }
  return rssOf(server.pid);
}

/** Code that runs for the first time takes memory of its own, which is not what a connection costs. */
async function warm(server: RunningServer, world: World): Promise<number> {
  const clients = await joinAll(server, crowds(await world.documents(WARM_ROOMS), WARM_CLIENTS / WARM_ROOMS));
  leaveAll(clients);
  await pause(COLLECT_PAUSE_MS);
  return settledRss(server);
}

/** So many people in each of the documents. */
function crowds(documents: readonly DocumentName[], people: number): { document: DocumentName; person: number }[] {
  return documents.flatMap((document) => Array.from({ length: people }, (_, person) => ({ document, person })));
}

const CONNECTIONS = 2000;
const CROWD = 200;

export const IDLE_CONNECTIONS_ROW: Row = {
  id: 'idle-connections',
  title: 'Idle connections',
  method: `${CONNECTIONS} connections in ${CONNECTIONS / CROWD} rooms of ${CROWD} that say nothing once they have the document. Memory of the server process after a garbage collection that gives empty pages back, less what it had before they came; ${WARM_CLIENTS} others have come and gone by then.`,
  subjects: DEFAULT_SUBJECTS,
  once: WITH_POSTGRES,
  figures: [
    { name: 'kbEach', label: 'kB RSS a connection', digits: 1 },
    { name: 'rssMb', label: 'RSS MB in all', digits: 0 },
  ],
  bars: memoryBars('kbEach', 'RSS a connection'),
  measure: async (server, world) => {
    const before = await warm(server, world);
    const clients = await joinAll(server, crowds(await world.documents(CONNECTIONS / CROWD), CROWD));
    for (const client of clients) client.listen(null);
    const after = await settledRss(server);
    leaveAll(clients);
    return { cost: null, figures: { kbEach: (after - before) / clients.length / KB, rssMb: after / MB } };
  },
};

const ROOMS = 300;
const BLOCKS = 150;
const EDITS = 5;
const EDIT_EVERY_MS = 400;
/** Long enough for every server to have noticed that nobody types any more; ours waits a minute. */
const IDLE_MS = 65_000;

export const LOADED_ROOMS_ROW: Row = {
  id: 'loaded-rooms',
  title: 'Loaded rooms, and idle ones',
  method: `${ROOMS} rooms with one connection and a script of ${BLOCKS} blocks each. Memory once all are open (ours from its log, the peers from the client that brings the script), after ${EDITS} keystrokes in each, and ${IDLE_MS / 1000} s after the last one with everybody still there; each time after a garbage collection that gives empty pages back. The servers of a round side by side.`,
  subjects: DEFAULT_SUBJECTS,
  once: WITH_POSTGRES,
  figures: [
    { name: 'kbOpen', label: 'kB RSS an open room', digits: 1 },
    { name: 'kbEdited', label: 'just edited', digits: 1 },
    { name: 'kbIdle', label: 'idle again', digits: 1 },
    { name: 'heapKbOpen', label: 'kB heap open', digits: 1 },
    { name: 'heapKbEdited', label: 'just edited', digits: 1 },
    { name: 'heapKbIdle', label: 'idle again', digits: 1 },
    { name: 'rssMb', label: 'idle: RSS MB in all', digits: 0 },
    { name: 'untouchedMb', label: 'before the collection', digits: 0 },
  ],
  together: true,
  bars: [
    ...memoryBars('kbOpen', 'RSS an open room'),
    { figure: 'kbEdited', label: 'RSS a room just edited', against: 'better', must: 1, goal: 0.8 },
    ...memoryBars('kbIdle', 'RSS an idle room'),
  ],
  measure: measureRooms,
};

function memoryBars(figure: string, label: string): Row['bars'] {
  return [
    { figure, label, against: 'better', must: 1, goal: 0.8 },
    { figure, label, against: 'hocuspocus', must: 0.6, goal: null },
  ];
}

async function measureRooms(server: RunningServer, world: World, { seed }: Settings): Promise<Measured> {
  const script = typing(seed, 1, EDITS, shortScript(seed, BLOCKS));
  const before = await warm(server, world);
  const { heapUsed: heapBefore } = await server.inside('look');
  const each = async (): Promise<[rss: number, heap: number]> => {
    const rss = await settledRss(server);
    const { heapUsed } = await server.inside('look');
    return [(rss - before) / ROOMS / KB, (heapUsed - heapBefore) / ROOMS / KB];
  };
  const clients = await openRooms(server, world, script.base);
  const [kbOpen, heapKbOpen] = await each();
  await typeInAll(server, clients, script.writers[0]?.updates ?? [], seed);
  const last = performance.now();
  const [kbEdited, heapKbEdited] = await each();
  await pause(IDLE_MS - (performance.now() - last));
  const untouchedMb = rssOf(server.pid) / MB;
  const [kbIdle, heapKbIdle] = await each();
  const rssMb = rssOf(server.pid) / MB;
  leaveAll(clients);
  return {
    cost: null,
    figures: { kbOpen, kbEdited, kbIdle, heapKbOpen, heapKbEdited, heapKbIdle, rssMb, untouchedMb },
  };
}

async function openRooms(server: RunningServer, world: World, script: Uint8Array): Promise<JoinedClient[]> {
  const clients: JoinedClient[] = [];
  const isOurs = server.subject === 'ours';
  for (const [person, document] of (await world.documents(ROOMS)).entries()) {
    if (isOurs) await world.store(document, [script]);
    const client = await join(server, document, person, isOurs ? EMPTY_UPDATE : script);
    client.listen(null);
    clients.push(client);
  }
  return clients;
}

async function typeInAll(
  { dialect }: RunningServer,
  clients: readonly JoinedClient[],
  updates: readonly Uint8Array[],
  seed: number,
): Promise<void> {
  const random = seededRandom(seed);
  await pace(
    clients.flatMap(({ raw, document }) => {
      const phase = random.next() * EDIT_EVERY_MS;
      return updates.map((update, n) => {
        const frame = dialect.update(document, update);
        return { at: phase + n * EDIT_EVERY_MS, run: () => raw.send(frame) };
      });
    }),
  );
}
