import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RedeemView, SeriesListView, SeriesView } from '@trashfire/shared/api/contract';
import { ROUTES } from '@trashfire/shared/api/routes';
import { expect, it } from 'vitest';
import { launchStudio, type StudioProcess } from '../support/studio-process.ts';

/** The real services this time: what a person made is there after everything was killed, and the next start needs no help (R1, R6). */
it('finds the work again after every process of the studio was killed', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'trashfire-restart-'));
  // As root the server runs as another user, who must be able to pass through.
  chmodSync(dataDir, 0o711);
  let studio = await launchStudio(dataDir);
  try {
    const made = SeriesView.parse(await call(studio, ROUTES.createSeries, await signIn(studio), { title: 'Kept', logline: '' }));
    for (const pid of Object.values(await studio.pids())) if (pid !== null) process.kill(pid, 'SIGKILL');
    await studio.kill();

    studio = await launchStudio(dataDir);
    const { series } = SeriesListView.parse(await call(studio, ROUTES.listSeries, await signIn(studio), null));
    expect(series.map(({ id, title }) => ({ id, title }))).toContainEqual({ id: made.id, title: 'Kept' });
  } finally {
    await studio.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  // Two whole starts, one with a new database.
}, 120_000);

async function signIn(studio: StudioProcess): Promise<string> {
  return RedeemView.parse(await call(studio, ROUTES.redeemLink, null, { token: await studio.loginToken() })).bearer;
}

async function call(
  studio: StudioProcess,
  route: { method: string; path: string },
  bearer: string | null,
  body: unknown,
): Promise<unknown> {
  const answer = await fetch(`${studio.url}${route.path}`, {
    method: route.method,
    headers: { 'content-type': 'application/json', ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }) },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${route.method} ${route.path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
