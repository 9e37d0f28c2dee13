import { addShot } from '@trashfire/shared/document/commands/add-shot';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { documentName } from '@trashfire/shared/document/names';
import { newId } from '@trashfire/shared/ids';
import { openDocument } from '@trashfire/shared/realtime/document-session';
import { aNewShot } from '@trashfire/shared/testing/builders';
import { eventually } from '@trashfire/shared/testing/eventually';
import { seededRandom } from '@trashfire/shared/testing/random';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type StudioClient, signIn } from '../../scripts/episode/studio-client.ts';
import { breakDown, newEpisode } from '../e2e/support/episode.ts';
import { type LiveStudio, startLiveStudio } from '../support/live-studio.ts';

/** Four shots that are long in the making: more than there are cores to make them on. */
const SPEECH =
  'I kept the light for nine years and wrote down every ship that passed, and every ship that did not, and on the last page I wrote the name of the one that I was waiting for.';
const SCREENPLAY = ['LANTERN ROOM', 'HARBOUR OFFICE', 'PIER', 'ARCHIVE']
  .map((place) => `INT. ${place} - NIGHT\n\nSORREL\n${SPEECH}\n`)
  .join('\n');
/** A machine that does other work beside it. ms. */
const BUSY_MS = 120_000;
vi.setConfig({ testTimeout: 2 * BUSY_MS, hookTimeout: BUSY_MS });

let studio: LiveStudio;
let api: StudioClient;
const ended = new AbortController();

beforeAll(async () => {
  // The demo's own board and render would be in the line as well.
  vi.stubEnv('DEMO_SERIES', 'off');
  vi.stubEnv('RENDER_CONCURRENCY', '2');
  studio = await startLiveStudio();
  api = await signIn(studio.url, studio.collabUrl, await studio.loginToken(), ended.signal);
});
afterAll(async () => {
  ended.abort();
  await studio.stop();
});

const Task = z.object({ id: z.uuid(), state: z.string(), fence: z.number(), ms: z.number().nullable() });

/** Tasks of a kind in order of their making; `ms`: from existing to done. */
async function tasks(kind: 'still' | 'shot'): Promise<z.infer<typeof Task>[]> {
  const sql = `SELECT id, state, fence, extract(epoch FROM finished_at - created_at)::float8 * 1000 AS ms
    FROM render_task WHERE kind = $1 ORDER BY created_at, id`;
  return z.array(Task).parse((await studio.sql(sql, [kind])).rows);
}

it('a new shot gets its still while every place for shots is taken, and before any of them is free', async ({ annotate }) => {
  const { id: episodeId } = await newEpisode(api, 'Nine years', SCREENPLAY);
  await breakDown(api, episodeId);
  const board = await eventually(
    'each shot of the board has its still',
    async () => {
      const all = await tasks('still');
      return all.length > 0 && all.every(({ state }) => state === 'done') ? all : null;
    },
    BUSY_MS,
  );
  const params = { episodeId };
  const { seq, price, shots } = await api.call('plan', { params, body: { preset: 'LOW' } });
  await api.call('requestRender', { params, body: { preset: 'LOW', seq, price, assemble: false, key: 'still-beside' } });
  const running = async () => (await tasks('shot')).filter(({ state }) => state === 'running');
  const before = await eventually(
    'both places are taken',
    async () => {
      const now = await running();
      return now.length === 2 ? now : null;
    },
    BUSY_MS,
  );

  await addAShot(episodeId, shots[0]?.sceneId ?? '');
  const [fresh] = await eventually(
    'the new shot has its still',
    async () => {
      const added = (await tasks('still')).filter(({ id }) => board.every((old) => old.id !== id));
      return added.length > 0 && added.every(({ state }) => state === 'done') ? added : null;
    },
    BUSY_MS,
  );
  expect(await running()).toEqual(before);
  const worst = Math.round(Math.max(...board.map(({ ms }) => ms ?? 0)));
  await annotate(
    `still of a new shot beside two renders: ${Math.round(fresh?.ms ?? 0)} ms; last of a board of ${board.length}: ${worst} ms`,
  );
});

async function addAShot(episodeId: string, sceneId: string): Promise<void> {
  const name = documentName('episode', episodeId);
  const ticket = async () => (await api.call('mintTicket', { body: { document: name } })).ticket;
  const session = openDocument({ url: studio.collabUrl, name, ticket, origin: studio.url, user: null });
  try {
    await session.ready;
    const shot = { ...aNewShot(seededRandom(7), { cast: [], lines: [] }), sceneId };
    runCommand(session.doc, addShot, { shot, before: null, clip: { id: newId(), duration: 48 } }, 'test');
    await session.durable();
  } finally {
    session.destroy();
  }
}
