import { readdirSync, readFileSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { expect, it } from 'vitest';
import { lowerHelperThreads } from './helper-threads.ts';

it.runIf(process.platform === 'linux')('lets the loop go before the threads that collect and compile, and nothing else', () => {
  const before = getPriority(process.pid);
  const lowered = lowerHelperThreads();
  expect(lowered).toBeGreaterThan(0);
  const threads = readdirSync('/proc/self/task').map((id) => ({
    name: readFileSync(`/proc/self/task/${id}/comm`, 'utf8').trim(),
    priority: getPriority(Number(id)),
  }));
  const second = threads.filter(({ priority }) => priority === before + constants.priority.PRIORITY_BELOW_NORMAL);
  expect(second).toHaveLength(lowered);
  expect(new Set(second.map(({ name }) => name))).toEqual(new Set(['V8Worker']));
  expect(getPriority(process.pid)).toBe(before);
});
