import { parentPort } from 'node:worker_threads';
import { mergeHistory } from './merge.ts';
import { type MergeMessage, unpackJob } from './merge-message.ts';

/** The thread of {@link MergeThread}: one job at a time, each answered in its turn. */
parentPort?.on('message', (message: MergeMessage) => {
  const outcome = mergeHistory(unpackJob(message));
  const transfer = outcome.state === 'merged' ? outcome.snapshots.map(({ bytes }) => bytes.buffer as ArrayBuffer) : [];
  parentPort?.postMessage(outcome, transfer);
});
