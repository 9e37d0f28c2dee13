import { seededRandom } from '@trashfire/shared/testing/random';
import { rssOf } from '../processes.ts';
import type { RunningServer } from '../subjects.ts';
import { type JoinedClient, join, joinAll, leaveAll } from '../workload/clients.ts';
import { pace } from '../workload/pacer.ts';
import { shortScript, typing } from '../workload/typing.ts';
import type { World } from '../world.ts';
import { DEFAULT_SUBJECTS, type Measured, type Row, type Settings } from './row.ts';

const KB = 1024;
const MB = 1e6;
const WARM_CLIENTS = 60;
const COLLECT_PAUSE_MS = 400;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resident memory once garbage is gone: three collections with time in between for the pages to be given back. */
async function settledRss(server: RunningServer): Promise<number> {
  for (let i = 0; i < 3; i++) {
    await server.inside('collect');
    await pause(COLLECT_PAUSE_MS);
  }
  return rssOf(server.pid);
}

/** Code that runs for the first time takes memory of its own, which is not what a connection costs. */
async function warm(server: RunningServer, world: World): Promise<number> {
  const document = await world.document();
  leaveAll(
    await joinAll(
      server,
      Array.from({ length: WARM_CLIENTS }, (_, person) => ({ document, person })),
    ),
  );
  await pause(COLLECT_PAUSE_MS);
  return settledRss(server);
}

const CONNECTIONS = 1000;
const CROWD = 200;

export const IDLE_CONNECTIONS_ROW: Row = {
  id: 'idle-connections',
  title: 'Idle connections',
  method: `${CONNECTIONS} connections in ${CONNECTIONS / CROWD} rooms of ${CROWD} that say nothing once they have the document. Memory of the server process after a garbage collection, less what it had before they came.`,
  subjects: DEFAULT_SUBJECTS,
  once: [],
  figures: [
    { name: 'kbEach', label: 'kB RSS a connection', digits: 1 },
    { name: 'rssMb', label: 'RSS MB in all', digits: 0 },
  ],
  bars: memoryBars('kbEach', 'RSS a connection'),
  measure: async (server, world) => {
    const before = await warm(server, world);
    const rooms = await world.documents(CONNECTIONS / CROWD);
    const wanted = rooms.flatMap((document) => Array.from({ length: CROWD }, (_, person) => ({ document, person })));
    const clients = await joinAll(server, wanted);
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
  method: `${ROOMS} rooms with one connection and a script of ${BLOCKS} blocks each, in which ${EDITS} keystrokes are typed: memory right after them, and again ${IDLE_MS / 1000} s after the last one with everybody still there. All servers side by side, three rounds.`,
  subjects: DEFAULT_SUBJECTS,
  once: [],
  figures: [
    { name: 'kbLoaded', label: 'kB RSS a loaded room', digits: 1 },
    { name: 'kbIdle', label: 'kB RSS an idle room', digits: 1 },
    { name: 'heapKbLoaded', label: 'kB heap a loaded room', digits: 1 },
    { name: 'heapKbIdle', label: 'kB heap an idle room', digits: 1 },
    { name: 'rssMb', label: 'RSS MB in all', digits: 0 },
  ],
  mostRounds: 3,
  together: true,
  bars: [...memoryBars('kbLoaded', 'RSS a loaded room'), ...memoryBars('kbIdle', 'RSS an idle room')],
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
  const updates = script.writers[0]?.updates ?? [];
  const before = await warm(server, world);
  const { heapUsed: heapBefore } = await server.inside('look');
  const clients: JoinedClient[] = [];
  for (const [person, document] of (await world.documents(ROOMS)).entries()) {
    const client = await join(server, document, person, script.base);
    client.listen(null);
    clients.push(client);
  }
  const random = seededRandom(seed);
  await pace(
    clients.flatMap(({ raw, document }) => {
      const phase = random.next() * EDIT_EVERY_MS;
      return updates.map((update, n) => {
        const frame = server.dialect.update(document, update);
        return { at: phase + n * EDIT_EVERY_MS, run: () => raw.send(frame) };
      });
    }),
  );
  const last = performance.now();
  const loaded = await settledRss(server);
  const { heapUsed: heapLoaded } = await server.inside('look');
  await pause(IDLE_MS - (performance.now() - last));
  const idle = await settledRss(server);
  const { heapUsed: heapIdle } = await server.inside('look');
  leaveAll(clients);
  return {
    cost: null,
    figures: {
      kbLoaded: (loaded - before) / ROOMS / KB,
      kbIdle: (idle - before) / ROOMS / KB,
      heapKbLoaded: (heapLoaded - heapBefore) / ROOMS / KB,
      heapKbIdle: (heapIdle - heapBefore) / ROOMS / KB,
      rssMb: idle / MB,
    },
  };
}
