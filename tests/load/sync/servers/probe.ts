/**
 * Loaded into every server that is measured, ours and the peers alike: answers its parent about the inside of the process.
 * The channel is unreferenced, so that it keeps no server alive.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

/**
 * The collection V8 makes before it gives up for want of memory. Any other keeps the pages it emptied for later use, so that
 * resident memory would tell how much a process once needed and not what it holds.
 */
function collect(): void {
  const gc = globalThis.gc as ((options: object) => void) | undefined;
  gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

function answer(question: unknown): void {
  if (question === 'forget') {
    delay.enable();
    delay.reset();
  } else if (question === 'collect') {
    collect();
  }
  const { heapUsed, external } = process.memoryUsage();
  // What the histogram holds are the gaps between its own timer's runs, which are that long when nothing is late.
  const delayP99 = Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS);
  process.send?.({ question, heapUsed, external, delayP99 });
}

process.on('message', answer);
process.channel?.unref();
