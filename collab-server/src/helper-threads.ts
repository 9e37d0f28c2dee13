import { readdirSync, readFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

const THREADS = '/proc/self/task';
/** How Node names the threads in which V8 collects garbage and compiles (its platform's worker threads). */
const HELPER = 'V8Worker';

/**
 * Lets the event loop go before the threads that help it. Where they share its core they take it for 3 to 5 ms at a time, and
 * everybody's edits wait: half of a busy server's slowest hundredth was that. They still get what the loop leaves, and the loop
 * itself finishes a collection they do not get on with. Only on Linux, where each thread has a priority of its own.
 * @returns how many threads go second now.
 */
export function lowerHelperThreads(): number {
  if (process.platform !== 'linux') return 0;
  const own = getPriority(process.pid);
  const second = Math.min(constants.priority.PRIORITY_LOW, own + constants.priority.PRIORITY_BELOW_NORMAL);
  return readdirSync(THREADS).filter((id) => isHelper(id) && lower(Number(id), second)).length;
}

function isHelper(thread: string): boolean {
  try {
    return readFileSync(`${THREADS}/${thread}/comm`, 'utf8').trim() === HELPER;
  } catch {
    // It has ended meanwhile.
    return false;
  }
}

/** A sandbox may forbid it: then all are equal as before. */
function lower(thread: number, priority: number): boolean {
  try {
    setPriority(thread, priority);
    return true;
  } catch {
    return false;
  }
}
