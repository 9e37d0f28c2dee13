import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createService, exited, restartDelay, type Service, type ServiceTiming } from './service.ts';

/** Leaves a line at each start and then stays, doing nothing. */
const SCRIPT = `import { appendFileSync } from 'node:fs';
appendFileSync(process.env.STARTS, process.pid + '\\n');
process.on('SIGTERM', () => process.exit(0));
setInterval(() => undefined, 60_000);
`;

let folder: string;
let said: string[];
let services: Service[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'service-'));
  writeFileSync(join(folder, 'starts'), '');
  writeFileSync(join(folder, 'main.mjs'), SCRIPT);
  said = [];
  services = [];
});
afterEach(async () => {
  for (const service of services) await service.stop(0);
  rmSync(folder, { recursive: true, force: true });
});

const started = (): string[] => readFileSync(join(folder, 'starts'), 'utf8').split('\n').slice(0, -1);

async function running(ready: () => boolean, timing: Partial<ServiceTiming>): Promise<Service> {
  const service = createService({
    name: 'api',
    script: join(folder, 'main.mjs'),
    env: { ...process.env, STARTS: join(folder, 'starts') } as Record<string, string>,
    log: { file: 'api.log', write: () => undefined },
    ready: () => Promise.resolve(ready()),
    say: (line) => void said.push(line),
    timing: { restartDelay: () => 1, ...timing },
  });
  services.push(service);
  await service.start();
  return service;
}

it('R6: starts again what came back but did not get ready', async () => {
  // The second process runs and never answers; the third does.
  const answers = () => started().length !== 2 && started().at(-1) === String(services[0]?.pid());
  const service = await running(answers, { readyMs: 3000 });
  const first = service.pid() ?? 0;
  process.kill(first, 'SIGKILL');
  await eventually('it is back', () => said.includes('api is back.'), 20_000);
  expect(said).toEqual([
    'api stopped unexpectedly (SIGKILL); starting it again.',
    'api did not get ready; starting it again.',
    'api is back.',
  ]);
  expect(started()).toHaveLength(3);
});

it('R5: tells a person once what it means that it does not come back, goes on trying, and is quiet', async () => {
  let broken = false;
  const waits: number[] = [];
  const service = await running(() => !broken, {
    readyMs: 1,
    restartDelay(falls) {
      waits.push(falls);
      return 1;
    },
  });
  broken = true;
  process.kill(service.pid() ?? 0, 'SIGKILL');
  await eventually('tried more often than it speaks', () => waits.length > 7, 20_000);
  expect(said).toHaveLength(5);
  expect(said.at(-1)).toMatch(/^api fell 5 times in a row\. .*nothing that was saved is lost.*api\.log.*Ctrl-C/);
  expect(waits.slice(0, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  broken = false;
  await eventually('it is back', () => said.at(-1) === 'api is back.', 20_000);
});

it('stops while it waits for another try, and tries no more', async () => {
  let broken = false;
  const service = await running(() => !broken, { readyMs: 1, restartDelay: () => 600_000 });
  broken = true;
  process.kill(service.pid() ?? 0, 'SIGKILL');
  await eventually('it waits', () => said.length === 1);
  await service.stop(0);
  expect(service.pid()).toBeNull();
});

it('takes an error of a process that goes on for no end of it', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  child.on('error', () => undefined);
  const gone = exited(child);
  child.emit('error', new Error('kill EPERM'));
  child.kill('SIGKILL');
  await gone;
  expect(child.signalCode).toBe('SIGKILL');
  await exited(child);
});

it('waits longer after each fall, up to half a minute', () => {
  expect([1, 2, 3, 8, 50].map(restartDelay)).toEqual([250, 500, 1000, 30_000, 30_000]);
});
