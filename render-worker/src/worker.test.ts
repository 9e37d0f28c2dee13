import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { OutcomeBody } from '@trashfire/shared/api/worker-contract';
import type { CutManifest, Manifest } from '@trashfire/shared/render/manifest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WorkerApi } from './api-client.ts';
import type { MeasuredMaker } from './made.ts';
import { createTaskHandler } from './worker.ts';

const TASK = '00000000-0000-4000-8000-000000000001';
const shot = { kind: 'shot', frames: 1, fps: 24 } as unknown as Manifest;
const cutOf = (revisions: string[]) =>
  ({ kind: 'episode', fps: 24, shots: revisions.map((shotRevision) => ({ shotRevision, frames: 1 })) }) as unknown as CutManifest;

/** Bytes by path; an address is good for one fetch, as if its minutes were over right after. */
let store: Server;
let origin: string;
let spent: Set<string>;
let broken: Set<string>;
let put: { status: number; body: string };
let scratch: string;
beforeAll(async () => {
  store = createServer((request, response) => {
    const path = request.url ?? '';
    if (request.method === 'PUT') {
      request.resume().on('end', () => response.writeHead(put.status).end(put.body));
    } else if (spent.has(path)) response.writeHead(403).end('{"code":"not-allowed","message":"That link is past its time."}');
    else {
      spent.add(path);
      if (broken.delete(path)) response.writeHead(200, { 'content-length': '99' }).write('half', () => response.destroy());
      else response.writeHead(200).end(path);
    }
  }).listen(0, '127.0.0.1');
  await once(store, 'listening');
  origin = `http://127.0.0.1:${(store.address() as AddressInfo).port}`;
});
afterAll(() => store.close());
beforeEach(async () => {
  spent = new Set();
  broken = new Set();
  put = { status: 204, body: '' };
  scratch = await mkdtemp(join(tmpdir(), 'worker-'));
  return () => rm(scratch, { recursive: true });
});

/** Runs one task to its end. @returns what was told of it and what was asked on the way. */
async function run(
  make: MeasuredMaker,
  over: { manifest?: Manifest; timeoutMs?: number; beat?: 'continue' | 'cancel' | 'lost'; queue?: AbortSignal } = {},
) {
  const outcomes: OutcomeBody['result'][] = [];
  const asked: string[] = [];
  const percents: number[] = [];
  const { manifest = shot, timeoutMs = 60_000, beat = 'continue', queue = new AbortController().signal } = over;
  const api: WorkerApi = {
    claim: async () => ({ state: 'claimed', fence: 1, revision: 'r', manifest, watchers: [], picture: null, timeoutMs }),
    beat: async () => beat,
    input: async ({ shotRevision }) => {
      asked.push(shotRevision);
      const address = `${origin}/${shotRevision}/${asked.length}`;
      return { segment: `${address}/segment`, dialogue: `${address}/dialogue` };
    },
    upload: async () => `${origin}/upload`,
    ticket: async () => '',
    outcome: async ({ result }) => {
      outcomes.push(result);
      return 'committed';
    },
  };
  const handle = createTaskHandler({
    api,
    make,
    progress: { show: () => ({ percent: (percent) => percents.push(percent), clear: () => undefined }), close: () => undefined },
    scratch,
    log: { info: () => undefined, warn: () => undefined },
    pause: async (_, signal) => await turn(undefined, signal ? { signal } : {}),
    now: () => 0,
  });
  await handle(TASK, queue);
  return { outcomes, asked, percents };
}

const untilStopped: MeasuredMaker = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
const film: MeasuredMaker = async (_, { scratch: folder }) => {
  const path = join(folder, 'cut.mp4');
  await writeFile(path, 'film');
  return { files: [{ role: 'cut', path, mime: 'video/mp4' }], frames: 1, uniqueFrames: 0, warnings: [], cpuMs: 1 };
};

describe('one task', () => {
  it('that takes too long is stopped, and says so in words (R5)', async () => {
    const { outcomes } = await run(untilStopped, { timeoutMs: 20 });
    expect(outcomes).toEqual([
      {
        state: 'failed',
        reason: expect.stringMatching(/^Stopped after .*the longest a shot may take.*Render it again/),
        retryable: true,
      },
    ]);
  });

  it('that the queue’s own limit ends first says the same, and is not taken for a dead worker’s', async () => {
    const { outcomes } = await run(untilStopped, { queue: AbortSignal.timeout(20) });
    expect(outcomes).toEqual([{ state: 'failed', reason: expect.stringMatching(/^Stopped after 60 seconds/), retryable: true }]);
  });

  it('that is given up because this process closes reports nothing: another takes it over', async () => {
    const { outcomes } = await run(untilStopped, { queue: AbortSignal.abort('closing') });
    expect(outcomes).toEqual([]);
  });

  it.each(['cancel', 'lost'] as const)('that is told “%s” is no failure', async (beat) => {
    const { outcomes } = await run(untilStopped, { beat });
    expect(outcomes).toEqual(beat === 'cancel' ? [{ state: 'cancelled' }] : []);
  });

  it('that the store has no room for carries the store’s own words', async () => {
    put = {
      status: 503,
      body: JSON.stringify({ code: 'unavailable', message: 'The disk of the asset store is full. Free some space there.' }),
    };
    const { outcomes } = await run(film);
    expect(outcomes).toEqual([
      {
        state: 'failed',
        reason: expect.stringMatching(/asset store would not take.*\(503\).*disk of the asset store is full/),
        retryable: true,
      },
    ]);
  });

  it('leaves nothing behind, whatever became of it', async () => {
    await run(film);
    await run(() => Promise.reject(new Error('no')));
    expect(await readdir(scratch)).toEqual([]);
  });
});

/** Laying a small disk over a folder is root's right, and not even that in every container. */
function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'mount-'));
  const may = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
  if (may) execFileSync('umount', [folder]);
  rmdirSync(folder);
  return may;
}
describe.runIf(mayMount())('a disk that is full while something is made (R5)', () => {
  const disk = (...words: string[]) => execFileSync(words[0] ?? '', [...words.slice(1), scratch]);
  beforeEach(() => {
    disk('mount', '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs');
    return () => void disk('umount');
  });

  it('is named, with what to do, leaves nothing behind, and the same task goes on once there is room', async () => {
    const big: MeasuredMaker = async (manifest, context) => {
      await writeFile(join(context.scratch, 'segment.mp4'), Buffer.alloc(400_000));
      return film(manifest, context);
    };
    const full = /^The disk of the machine that renders is full.*Free some space there, then render it again/;
    expect((await run(big)).outcomes).toEqual([{ state: 'failed', reason: expect.stringMatching(full), retryable: true }]);
    expect(await readdir(scratch)).toEqual([]);
    disk('mount', '-o', 'remount,size=2m');
    expect((await run(big)).outcomes[0]).toMatchObject({ state: 'done' });
  });

  it('is named also when not even the folder of the task can be made', async () => {
    disk('mount', '-o', 'remount,nr_inodes=2');
    await writeFile(join(scratch, 'last'), '');
    expect((await run(film)).outcomes).toEqual([
      { state: 'failed', reason: expect.stringContaining('renders is full'), retryable: true },
    ]);
  });
});

describe('the inputs of a cut', () => {
  it('are each asked for right before they are fetched, once, however often a shot is in it', async () => {
    const seen: string[][] = [];
    const make: MeasuredMaker = (manifest, context) => {
      seen.push(context.inputs.map((input) => input.shotRevision));
      return film(manifest, context);
    };
    const { outcomes, asked, percents } = await run(make, { manifest: cutOf(['a', 'b', 'a', 'c']) });
    expect(outcomes[0]).toMatchObject({ state: 'done' });
    expect([asked, seen]).toEqual([['a', 'b', 'c'], [['a', 'b', 'c']]]);
    expect(percents).toEqual([...percents].sort((x, y) => x - y));
  });

  it('are asked for anew when a fetch breaks off; the others are not fetched again', async () => {
    broken.add('/b/2/dialogue');
    const { outcomes, asked } = await run(film, { manifest: cutOf(['a', 'b', 'c']) });
    expect(outcomes[0]).toMatchObject({ state: 'done' });
    expect(asked).toEqual(['a', 'b', 'b', 'c']);
  });

  it('that cannot be had end the attempt with what the store said', async () => {
    for (const n of [1, 2, 3]) spent.add(`/a/${n}/segment`);
    const { outcomes, asked } = await run(film, { manifest: cutOf(['a']) });
    expect(asked).toHaveLength(3);
    expect(outcomes).toEqual([
      {
        state: 'failed',
        reason: expect.stringMatching(/would not hand out what this is made from.*\(403\).*past its time/),
        retryable: true,
      },
    ]);
  });
});
