import { readFileSync } from 'node:fs';

/**
 * Of a process' first thread since it began, in ms: how long it ran, and how long it was ready to run and had no processor, which is
 * what a busy machine adds to whatever a clock on the wall measures. Both 0 where the kernel does not tell.
 */
export function threadTime(pid: number): { ran: number; waited: number } {
  try {
    const [ranNs = '0', waitedNs = '0'] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').trim().split(' ');
    return { ran: Number(ranNs) / 1e6, waited: Number(waitedNs) / 1e6 };
  } catch {
    return { ran: 0, waited: 0 };
  }
}
