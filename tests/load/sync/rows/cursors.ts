import { seededRandom } from '@trashfire/shared/testing/random';
import { startMeter } from '../meter.ts';
import { quantile } from '../report/stats.ts';
import type { RunningServer } from '../subjects.ts';
import { type JoinedClient, joinAll, leaveAll } from '../workload/clients.ts';
import { CursorWatch, cursorStates } from '../workload/cursors.ts';
import { type Due, pace } from '../workload/pacer.ts';
import type { World } from '../world.ts';
import { DEFAULT_SUBJECTS, type Measured, type Row, type Settings, WITH_POSTGRES } from './row.ts';

const CURSORS = 100;
const RATE = 10;
const OBSERVERS = 20;
const WARM_UP_S = 8;
/** A cursor that is later than this lags behind the hand that moves it. */
const LATE_MS = 150;
/** After this nothing is on its way any more, unless the server is drowning. */
const REST_MS = 3000;

interface Moving {
  clients: JoinedClient[];
  frames: Buffer[][];
  next: number[];
  watch: CursorWatch;
}

export const CURSORS_ROW: Row = {
  id: 'cursors',
  title: '100 cursors at 10 Hz',
  method: `100 people in one room move their carets ten times a second, with the states y-prosemirror sends; 20 are observed. A position counts as arrived when it or a newer one of the same person is seen. At rest every observer must have everybody's last one within ${LATE_MS} ms of its sending.`,
  subjects: DEFAULT_SUBJECTS,
  once: WITH_POSTGRES,
  figures: [
    { name: 'cpuPercent', label: 'CPU %', digits: 1 },
    { name: 'p50Ms', label: 'p50 ms', digits: 1 },
    { name: 'p99Ms', label: 'p99 ms', digits: 1 },
    { name: 'lastMaxMs', label: 'last position, slowest ms', digits: 0 },
    { name: 'lateAtRest', label: 'last positions late or lost', digits: 0 },
    { name: 'messagesPerSecond', label: 'messages out/s', digits: 0 },
    { name: 'rssMb', label: 'RSS MB', digits: 0 },
  ],
  bars: [
    { figure: 'cpuPercent', label: 'CPU', against: 'better', must: 0.3, goal: 0.2 },
    { figure: 'lateAtRest', label: 'last positions late or lost', against: 'limit', must: 0, goal: 0 },
  ],
  measure,
};

async function measure(server: RunningServer, world: World, settings: Settings): Promise<Measured> {
  const moving = await prepare(server, world, settings);
  const { watch, clients } = moving;
  await pace(plan(moving, WARM_UP_S, settings.seed));
  await watch.rest(REST_MS);
  watch.count();
  const heardBefore = clients.reduce((sum, { raw }) => sum + raw.messages, 0);
  const stop = await startMeter(server, world);
  await pace(plan(moving, settings.seconds, settings.seed + 1));
  const lost = await watch.rest(REST_MS);
  const cost = await stop();
  const heard = clients.reduce((sum, { raw }) => sum + raw.messages, 0) - heardBefore;
  const last = watch.lastLatencies();
  leaveAll(clients);
  return {
    cost,
    figures: {
      cpuPercent: (cost.serverCpu / settings.seconds) * 100,
      p50Ms: quantile(watch.latencies, 0.5),
      p99Ms: quantile(watch.latencies, 0.99),
      lastMaxMs: Math.max(...last),
      lateAtRest: lost + last.filter((ms) => ms > LATE_MS).length,
      messagesPerSecond: heard / settings.seconds,
      rssMb: cost.rss / 1e6,
    },
  };
}

async function prepare(server: RunningServer, world: World, settings: Settings): Promise<Moving> {
  const document = await world.document();
  const clients = await joinAll(
    server,
    Array.from({ length: CURSORS }, (_, person) => ({ document, person })),
  );
  const watch = new CursorWatch(CURSORS);
  const positions = RATE * (settings.seconds + WARM_UP_S);
  const frames = clients.map((_, i) => cursorStates(i, positions).map((states) => server.dialect.awareness(document, states)));
  for (const [i, client] of clients.entries()) {
    client.listen(null);
    if (i % (CURSORS / OBSERVERS) !== 0) continue;
    const see = watch.observer(i);
    client.listen((heard) => {
      if (heard.kind === 'awareness') see(heard.states);
    });
  }
  return { clients, frames, next: clients.map(() => 0), watch };
}

function plan({ clients, frames, next, watch }: Moving, seconds: number, seed: number): Due[] {
  const random = seededRandom(seed);
  const period = 1000 / RATE;
  return clients.flatMap((client, i) => {
    const phase = random.next() * period;
    return Array.from({ length: RATE * seconds }, (_, n) => ({
      at: phase + n * period,
      run: () => {
        const n = next[i] ?? 0;
        const frame = frames[i]?.[n];
        if (frame === undefined) return;
        next[i] = n + 1;
        watch.sent(i);
        client.raw.send(frame);
      },
    }));
  });
}
