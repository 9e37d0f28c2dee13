import { putRecord, readRecords } from '@trashfire/shared/document/ydoc';
import { newId } from '@trashfire/shared/ids';
import type * as Y from 'yjs';
import type { Peer } from './peer.ts';
import type { World } from './world.ts';

/** Work an agent does at most once, however often its job is tried again: a marker that carries its key. */
export interface Job {
  readonly key: string;
  readonly agent: Peer;
  done: boolean;
  /** A try is under way. */
  running: boolean;
}

export function newJob({ jobs }: World, agent: Peer): Job {
  const job = { key: `job ${jobs.length + 1}`, agent, done: false, running: false };
  jobs.push(job);
  return job;
}

export async function tryJob({ store, fail, say }: World, job: Job): Promise<void> {
  const { agent, key } = job;
  const { session } = agent;
  if (job.running || session === null || agent.ended !== null) return;
  job.running = true;
  say(`${agent.name}: ${key}`);
  await agent.act(() => {
    const change = () => putRecord(agent.doc, 'markers', { id: newId(), v: 1, frame: 0, name: key, color: '#000' });
    session.writeOnce(key, change, 'job').then(
      (wrote) => {
        say(`${agent.name}: ${key} ${wrote ? 'written' : 'was there'}`);
        if (!store.hasKey(agent.document, key)) fail(`R1: ${key} was called written and is not in the log`);
        Object.assign(job, { done: true, running: false });
      },
      () => {
        job.running = false;
      },
    );
  });
}

/** The program that tried it is gone and will not tell. */
export function forgetTry({ jobs }: World, agent: Peer): void {
  for (const job of jobs) if (job.agent === agent) job.running = false;
}

export function checkJobs({ jobs, fail }: World, stored: Y.Doc, document: string): void {
  const markers = readRecords(stored, 'markers').map((marker) => marker.name);
  for (const { key, agent } of jobs) {
    const times = markers.filter((name) => name === key).length;
    if (agent.document === document && times !== 1) fail(`R6: ${key} is in the document ${times} times`);
  }
}
