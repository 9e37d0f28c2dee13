import type { DocumentName } from '@trashfire/shared/document/names';
import * as Y from 'yjs';
import { startMeter } from '../meter.ts';
import { forgetPeak, peakOf, rssOf } from '../processes.ts';
import { median } from '../report/stats.ts';
import { type RunningServer, startServer } from '../subjects.ts';
import { validate } from '../validate.ts';
import { join, leaveAll } from '../workload/clients.ts';
import { writingTrace } from '../workload/trace.ts';
import { shortScript } from '../workload/typing.ts';
import { WholeDocument } from '../workload/whole.ts';
import type { World } from '../world.ts';
import type { Measured, Row } from './row.ts';

const EDITS = 260_000;
const COPIES = 9;
const MB = 1e6;

interface Stored {
  state: Uint8Array;
  copies: DocumentName[];
  /** Opened first, so that the first large one does not pay for code that runs for the first time. */
  small: DocumentName;
  /** Rows our server has to read after its snapshot. */
  tail: number;
}

let stored: Promise<Stored> | null = null;

export const COLD_OPEN_ROW: Row = {
  id: 'cold-open',
  title: 'Cold open of a 260,000-edit document',
  method: `A script of ${EDITS.toLocaleString('en')} keystrokes (a third of them deletions, in 25 sittings) lies in Postgres: in our log as one row a keystroke, which our server then merged into a snapshot, as it does by itself; at the peers as the whole state. A fresh server opens ${COPIES} copies one after another: median time from dialling to having all of it.`,
  subjects: ['ours', 'yws-pg', 'hocuspocus-pg'],
  once: [],
  figures: [
    { name: 'openMs', label: 'open ms', digits: 1 },
    { name: 'firstMs', label: 'first of them ms', digits: 1 },
    { name: 'cpuMs', label: 'CPU ms each', digits: 1 },
    { name: 'peakMb', label: 'peak RSS MB more', digits: 1 },
  ],
  bars: [{ figure: 'openMs', label: 'time to open', against: 'better', must: 0.3, goal: 0.15 }],
  measure,
};

async function measure(server: RunningServer, world: World): Promise<Measured> {
  stored ??= store(world);
  const { state, copies, small, tail } = await stored;
  leaveAll([await join(server, small, 0)]);
  const before = rssOf(server.pid);
  forgetPeak(server.pid);
  const stop = await startMeter(server, world);
  const opened: WholeDocument[] = [];
  for (const document of copies) {
    const whole = new WholeDocument(state);
    await whole.open(server, document, 1);
    opened.push(whole);
  }
  const cost = await stop();
  const peak = peakOf(server.pid);
  const times = opened.flatMap((whole) => whole.verify());
  const expected = new Y.Doc();
  Y.applyUpdate(expected, state);
  await validate(server, world, copies[0] as DocumentName, expected);
  for (const whole of opened) whole.leave();
  return {
    cost: null,
    figures: {
      openMs: median(times),
      firstMs: times[0] ?? Number.NaN,
      cpuMs: (cost.serverCpu * 1000) / copies.length,
      peakMb: (peak - before) / MB,
      ...(server.subject === 'ours' ? { rowsAfterSnapshot: tail } : {}),
    },
  };
}

async function store(world: World): Promise<Stored> {
  const trace = writingTrace(1, EDITS);
  const document = await world.document();
  const small = await world.document();
  await world.store(document, trace.updates);
  await world.store(small, [shortScript(1, 1)]);
  await world.storeForPeers(small, shortScript(1, 1));
  const tail = await letOursCompact(world, document);
  const copies: DocumentName[] = [];
  for (let i = 0; i < COPIES; i++) {
    const copy = await world.copyOf(document);
    await world.storeForPeers(copy, trace.state);
    copies.push(copy);
  }
  return { state: trace.state, copies, small, tail };
}

/** @returns rows that are in no snapshot when our server has merged what it merges. */
async function letOursCompact(world: World, document: DocumentName): Promise<number> {
  const server = await startServer('ours', world);
  const client = await join(server, document, 0);
  const tail = await world.merged(document);
  leaveAll([client]);
  await server.stop();
  return tail;
}
