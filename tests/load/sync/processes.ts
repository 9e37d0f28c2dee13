import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** What Linux says of processes. Times are seconds of processor time, sizes bytes. */

const TICKS_PER_SECOND = 100;
/** Cores: what is measured runs on the first, what measures on the second. */
export const SERVER_CORE = 0;
export const LOADER_CORE = 1;

/** @returns why this machine cannot run the benchmark, or null. */
export function cannotMeasure(cores: number): string | null {
  if (!existsSync('/proc/self/stat')) return 'processor time and memory are read from /proc, which this system does not have';
  if (cores < 2) return 'the servers and the loader need a core each, and this machine has one';
  try {
    execFileSync('taskset', ['-p', String(process.pid)], { stdio: 'ignore' });
  } catch {
    return 'taskset (util-linux) is not installed';
  }
  return null;
}

/** Binds all threads of a process to one core; what it starts afterwards inherits that. */
export function pin(pid: number, core: number): void {
  execFileSync('taskset', ['-a', '-c', '-p', String(core), String(pid)], { stdio: 'ignore' });
}

interface Stat {
  parent: number;
  /** Of its own. */
  used: number;
  /** Of children that have ended. */
  ofChildren: number;
}

function stat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const seconds = (from: number) => (Number(fields[from]) + Number(fields[from + 1])) / TICKS_PER_SECOND;
    return { parent: Number(fields[1]), used: seconds(11), ofChildren: seconds(13) };
  } catch {
    return null;
  }
}

export function cpuOf(pid: number): number {
  return stat(pid)?.used ?? 0;
}

export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => stat(child)?.parent === pid);
}

/** Processor time of a process, its children and those that have ended. */
export function cpuOfFamily(pid: number): number {
  const own = stat(pid);
  return (own?.used ?? 0) + (own?.ofChildren ?? 0) + childrenOf(pid).reduce((sum, child) => sum + cpuOf(child), 0);
}

/** Processor time all programs of the machine have used on the two cores together. */
export function cpuOfMachine(): number {
  const lines = readFileSync('/proc/stat', 'utf8').split('\n');
  let used = 0;
  for (const core of [SERVER_CORE, LOADER_CORE]) {
    const fields = (lines.find((line) => line.startsWith(`cpu${core} `)) ?? '').split(' ').slice(1).map(Number);
    used += ((fields[0] ?? 0) + (fields[1] ?? 0) + (fields[2] ?? 0)) / TICKS_PER_SECOND;
  }
  return used;
}

function status(pid: number, field: string): number {
  const line = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? Number.NaN) * 1024;
}

/** Resident memory. */
export const rssOf = (pid: number): number => status(pid, 'VmRSS');

/** Highest resident memory since {@link forgetPeak}. */
export const peakOf = (pid: number): number => status(pid, 'VmHWM');

export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
