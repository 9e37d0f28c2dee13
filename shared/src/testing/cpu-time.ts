/**
 * Milliseconds of processor time this thread took for some work that waits for nothing. A clock on the wall would also count what
 * other programs and threads did meanwhile, and so fail on a busy machine for no fault of the work.
 */
export function cpuTime(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
