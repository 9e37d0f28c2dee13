import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { OutcomeView } from '@trashfire/shared/api/worker-contract';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { probeMp4 } from '../../render-worker/src/media/probe.ts';
import { type StudioClient, signIn } from '../../scripts/episode/studio-client.ts';
import { breakDown, newEpisode } from '../e2e/support/episode.ts';
import { type LiveStudio, startLiveStudio } from '../support/live-studio.ts';

/** A short shot, soon done, and several with so much to say that at every moment after it one of them is in the middle. */
const SCREENPLAY = `INT. LANTERN ROOM - NIGHT

Rain.

INT. HARBOUR OFFICE - NIGHT

SORREL
I kept the light for nine years and wrote down every ship that passed, and every ship that did not, and on the last page I wrote the name of the one that I was waiting for.

INT. STAIRWELL - NIGHT

SORREL
Then the company sent a man with a lamp that lit itself and a letter that thanked me, and he asked where the book should go, and I said that it should go where the ships go when nobody writes them down.

EXT. QUAY - NIGHT

SORREL
So I stood here with the book under my coat, and every boat that came in looked like the one, and none of them was, and I have never been so cold nor so certain of anything in all the years I kept that light.
`;
/** A killed worker's job comes back after its lock and one look for stalled jobs; then the shot is drawn again, on a busy machine. ms. */
const RESUMED_MS = 150_000;
vi.setConfig({ testTimeout: 2 * RESUMED_MS, hookTimeout: 120_000 });

let studio: LiveStudio;
let api: StudioClient;
const ended = new AbortController();

beforeAll(async () => {
  // The demo's own render would share the two cores and the queue.
  vi.stubEnv('DEMO_SERIES', 'off');
  studio = await startLiveStudio();
  api = await signIn(studio.url, studio.collabUrl, await studio.loginToken(), ended.signal);
});
afterAll(async () => {
  ended.abort();
  await studio.stop();
});

const Task = z.object({
  id: z.uuid(),
  kind: z.string(),
  state: z.string(),
  attempts: z.number(),
  fence: z.number(),
  percent: z.number().nullable(),
  frames: z.number(),
  revision: z.string(),
  finished_at: z.date().nullable(),
});
type Task = z.infer<typeof Task>;

async function tasks(): Promise<Task[]> {
  const { rows } = await studio.sql("SELECT * FROM render_task WHERE kind <> 'still' ORDER BY priority");
  return z.array(Task).parse(rows);
}

/** Bytes of film that lie unfinished in the worker's own folder. */
function unfinishedBytes(): number {
  const scratch = join(studio.dataDir, 'worker', 'scratch');
  const files = readdirSync(scratch, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.part'));
  return files.reduce((sum, name) => sum + (statSync(join(scratch, name), { throwIfNoEntry: false })?.size ?? 0), 0);
}

it('R6, R4: a worker killed with -9 in the middle of a shot: the next one makes that shot and no other, once, for its price', async () => {
  const { id: episodeId } = await newEpisode(api, 'Nine years', SCREENPLAY);
  await breakDown(api, episodeId);
  const params = { episodeId };
  const { seq, price, shots } = await api.call('plan', { params, body: { preset: 'LOW' } });
  const asked = await api.call('requestRender', {
    params,
    body: { preset: 'LOW', seq, price, assemble: true, key: 'kill-nine' },
  });

  const { long, done } = await eventually(
    'a shot is done, another partly encoded',
    async () => {
      const all = await tasks();
      const half = all.find(({ state, percent }) => state === 'running' && percent !== null && percent > 10 && percent < 60);
      const ready = all.filter(({ state }) => state === 'done');
      return half && ready.length > 0 && unfinishedBytes() > 0 ? { long: half, done: ready } : null;
    },
    RESUMED_MS,
  );
  const killed = (await studio.pids())['render-worker'] ?? 0;
  process.kill(killed, 'SIGKILL');
  expect(long).toMatchObject({ attempts: 1, fence: 1 });

  const render = await eventually(
    'the film is done',
    async () => {
      const now = await api.call('render', { params: { renderId: asked.id } });
      return now.state === 'open' ? null : now;
    },
    RESUMED_MS,
  );
  expect((await studio.pids())['render-worker']).not.toBe(killed);
  expect(render).toMatchObject({ state: 'done', done: shots.length, charged: price });

  const after = await tasks();
  expect(after.find(({ id }) => id === long.id)).toMatchObject({ state: 'done', attempts: 2, fence: 2 });
  expect(after.filter(({ id }) => done.some((task) => task.id === id))).toEqual(done);
  const attempts = await studio.sql('SELECT fence, outcome FROM render_attempt WHERE task_id = $1 ORDER BY fence', [long.id]);
  expect(attempts.rows).toEqual([
    { fence: 1, outcome: 'lost' },
    { fence: 2, outcome: 'done' },
  ]);
  const charges = await studio.sql("SELECT task_id FROM ledger_transaction WHERE kind = 'charge'");
  const paid = after.filter(({ kind }) => kind === 'shot').map(({ id }) => id);
  expect(charges.rows.map((row) => row.task_id).sort()).toEqual(paid.sort());
  await expectOneWholeSegment(long);
  await expectFenced(long);
});

/** The killed attempt left nothing: the shot has one segment, of full length. */
async function expectOneWholeSegment({ id, frames }: Task): Promise<void> {
  const { rows } = await studio.sql("SELECT hash FROM task_asset WHERE task_id = $1 AND role = 'segment'", [id]);
  const [{ hash }] = z.tuple([z.object({ hash: z.string() })]).parse(rows);
  const assets = join(studio.dataDir, 'assets');
  const file = readdirSync(assets, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(hash));
  expect((await probeMp4(join(assets, file ?? ''))).video).toMatchObject({ frames, constantRate: true });
}

/** What the killed worker might still have said, had it only been asleep. */
async function expectFenced({ id }: Task): Promise<void> {
  const before = await tasks();
  const { workerToken } = z
    .object({ workerToken: z.string() })
    .parse(JSON.parse(readFileSync(join(studio.dataDir, 'secrets.json'), 'utf8')));
  const late = await fetch(`${studio.url}/worker/outcome`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${workerToken}` },
    body: JSON.stringify({ taskId: id, fence: 1, result: { state: 'failed', reason: 'too late', retryable: true } }),
  });
  expect(OutcomeView.parse(await late.json())).toEqual({ answer: 'stale' });
  expect(await tasks()).toEqual(before);
}
