import { scriptFragment } from '@trashfire/shared/document/ydoc';
import * as Y from 'yjs';
import { startMeter } from '../meter.ts';
import { forgetPeak, peakOf, rssOf } from '../processes.ts';
import { quantile } from '../report/stats.ts';
import type { RunningServer } from '../subjects.ts';
import { validate } from '../validate.ts';
import { join, leaveAll } from '../workload/clients.ts';
import { largeDocument, type Trace } from '../workload/trace.ts';
import { textOf } from '../workload/typing.ts';
import { WholeDocument } from '../workload/whole.ts';
import type { World } from '../world.ts';
import { DEFAULT_SUBJECTS, type Measured, type Row, WITH_POSTGRES } from './row.ts';

const JOINERS = 150;
const BYTES = 4 * 1024 * 1024;
const SETTLE_MS = 1500;
const MB = 1e6;
/** What all joiners together are sent, halved: a server that copies the document for each of them needs more. */
const BOUND_MB = (JOINERS * BYTES) / 2 / MB;

let made: Trace | null = null;

export const JOINERS_ROW: Row = {
  id: 'joiners',
  title: `${JOINERS} joiners at once on a 4 MB document`,
  method: `A document of 4 MB is open in one client, who has just typed a letter; ${JOINERS} others open it in the same moment. Time from the first dialling until the last has all of it, and the server's highest memory above what it had before. Ours has the document from its log, the peers from the first client.`,
  subjects: DEFAULT_SUBJECTS,
  once: WITH_POSTGRES,
  figures: [
    { name: 'allMs', label: 'all have it, ms', digits: 0 },
    { name: 'p50Ms', label: 'p50 ms', digits: 0 },
    { name: 'cpuMs', label: 'CPU ms', digits: 0 },
    { name: 'peakMb', label: 'peak RSS MB more', digits: 0 },
  ],
  bars: [
    { figure: 'allMs', label: 'time until all have it', against: 'better', must: 0.3, goal: 0.15 },
    {
      figure: 'peakMb',
      label: `peak memory (MB; half of what is sent is ${BOUND_MB.toFixed(0)})`,
      against: 'limit',
      must: BOUND_MB,
      goal: null,
    },
  ],
  measure,
};

async function measure(server: RunningServer, world: World): Promise<Measured> {
  made ??= largeDocument(1, BYTES);
  const document = await world.document();
  if (server.subject === 'ours') await world.store(document, made.updates);
  const first = await join(server, document, 0, server.subject === 'ours' ? undefined : made.state);
  const typed = oneLetter(made.state);
  first.raw.send(server.dialect.update(document, typed.update));
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const joiners = new WholeDocument(typed.state);
  const before = rssOf(server.pid);
  forgetPeak(server.pid);
  const stop = await startMeter(server, world);
  await Promise.all(Array.from({ length: JOINERS }, (_, i) => joiners.open(server, document, 1 + i)));
  const cost = await stop();
  const peak = peakOf(server.pid);
  const times = joiners.verify();
  joiners.leave();
  const expected = new Y.Doc();
  Y.applyUpdate(expected, typed.state);
  await validate(server, world, document, expected);
  leaveAll([first]);
  return {
    cost,
    figures: {
      allMs: Math.max(...times),
      p50Ms: quantile(times, 0.5),
      cpuMs: cost.serverCpu * 1000,
      peakMb: (peak - before) / MB,
    },
  };
}

function oneLetter(state: Uint8Array): { update: Uint8Array; state: Uint8Array } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  doc.clientID = 3001;
  let update: Uint8Array = new Uint8Array();
  doc.on('update', (bytes: Uint8Array) => {
    update = bytes;
  });
  textOf(scriptFragment(doc), 0).insert(0, 'x');
  const after = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return { update, state: after };
}
