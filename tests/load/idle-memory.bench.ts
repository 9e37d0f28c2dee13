/**
 * What a studio at rest holds in memory: proportional set size (PSS, shared pages counted once) of every process together,
 * Postgres included, after the demo is rendered and the making processes have ended. Linux only. Bar: 900 MB.
 */
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { postgresLocation } from '../../scripts/embedded-postgres.ts';
import { launchStudio } from '../support/studio-process.ts';

if (!existsSync('/proc/self/smaps_rollup')) {
  process.stdout.write('Not measured: this system has no /proc/PID/smaps_rollup.\n');
  process.exit(0);
}

interface Process {
  pid: number;
  parent: number;
  name: string;
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
        const [, parent = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const name = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(entry), parent: Number(parent), name }];
      } catch {
        return [];
      }
    });
}

/** A process and everything under it. */
function family(root: number, all: readonly Process[]): Process[] {
  const children = all.filter((process) => process.parent === root).flatMap((process) => family(process.pid, all));
  return [...all.filter((process) => process.pid === root), ...children];
}

function pssMb(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function label(name: string): string {
  return /(api|collab-server|render-worker)\/src\/main/.exec(name)?.[1] ?? (/postgres/.test(name) ? 'postgres' : 'studio');
}

const dataDir = mkdtempSync(join(tmpdir(), 'trashfire-memory-'));
chmodSync(dataDir, 0o711);
const studio = await launchStudio(dataDir);
try {
  const postmaster = Number(readFileSync(join(postgresLocation(dataDir), 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const measure = () => {
    const all = processes();
    const ours = new Map([...family(studio.pid, all), ...family(postmaster, all)].map((process) => [process.pid, process]));
    const sums = new Map<string, number>();
    for (const { pid, name } of ours.values()) sums.set(label(name), (sums.get(label(name)) ?? 0) + pssMb(pid));
    return sums;
  };
  for (const minute of [0, 1, 2, 3]) {
    if (minute > 0) await pause(60_000);
    const sums = measure();
    const total = [...sums.values()].reduce((sum, mb) => sum + mb, 0);
    const parts = [...sums].map(([name, mb]) => `${name} ${mb.toFixed(0)}`).join(', ');
    process.stdout.write(`after ${minute} min: ${total.toFixed(0)} MB PSS (${parts})\n`);
  }
} finally {
  await studio.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
