import { readFileSync } from 'node:fs';

/**
 * How long a process' first thread has been ready to run and had no processor, since it began, in ms: what a busy machine adds to
 * whatever a clock on the wall measures of it. 0 where the kernel does not tell, so nothing is forgiven there.
 */
export function cpuWait(pid: number): number {
  try {
    const [, waitedNs = '0'] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').trim().split(' ');
    return Number(waitedNs) / 1e6;
  } catch {
    return 0;
  }
}
