import { readFile } from 'node:fs/promises';
import type { PrismaClient } from '@trashfire/prisma/client';
import { addCanonFact } from '@trashfire/shared/document/commands/add-canon-fact';
import { addCharacter } from '@trashfire/shared/document/commands/add-character';
import { addLocation } from '@trashfire/shared/document/commands/add-location';
import { boardScene } from '@trashfire/shared/document/commands/board-scene';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { setEpisodeMeta } from '@trashfire/shared/document/commands/set-episode-meta';
import { setScene } from '@trashfire/shared/document/commands/set-scene';
import { setSeriesMeta } from '@trashfire/shared/document/commands/set-series-meta';
import { documentName } from '@trashfire/shared/document/names';
import { scriptFromFragment } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { derivedId } from '@trashfire/shared/ids';
import type * as Y from 'yjs';
import { breakDown } from '../../agent/drafter/breakdown.ts';
import type { Scripts } from '../documents/scripts.ts';
import type { DocumentWriter } from '../documents/writer.ts';
import type { RenderService } from '../render/service.ts';
import { insertEpisode, insertSeries } from '../series/repo.ts';
import { CANON, CHARACTERS, EPISODES, LOCATIONS, SERIES } from './bible.ts';

interface Deps {
  prisma: PrismaClient;
  writer: DocumentWriter;
  scripts: Pick<Scripts, 'importInto'>;
  renders: Pick<RenderService, 'plan' | 'request'>;
}

const BY = 'demo';

/**
 * Gives a team its demo series and starts rendering the first scene of it. Every step is idempotent and every id is
 * derived from the team, so a start that was cut off goes on where it stopped; a demo someone deleted stays deleted.
 * @returns the series' id, or null when the team has thrown it away.
 */
export async function ensureDemo(deps: Deps, owner: { teamId: string; personId: string }): Promise<string | null> {
  const { prisma } = deps;
  const { teamId } = owner;
  const seriesId = derivedId(BY, teamId);
  const known = await prisma.series.findUnique({ where: { id: seriesId } });
  if (known?.deletedAt) return null;
  // The request is its last step: once it stands the series belongs to people, and nothing is written again.
  const key = keyOf(derivedId(BY, teamId, '1'));
  if (await prisma.renderRequest.findUnique({ where: { teamId_key: { teamId, key } } })) return seriesId;
  if (!known) await insertSeries(prisma, teamId, SERIES, seriesId);
  await deps.writer.write(documentName('series', seriesId), BY, writeBible);
  const idOf = (number: number): string => derivedId(BY, teamId, String(number));
  const rows = new Map((await prisma.episode.findMany({ where: { seriesId } })).map((episode) => [episode.id, episode]));
  for (const { number, title } of EPISODES) {
    if (!rows.has(idOf(number))) await insertEpisode(prisma, teamId, seriesId, title, idOf(number));
  }
  // The first one last: home offers to open what was edited last, and that one's first scene is being rendered.
  for (const { number, title, file } of EPISODES.toReversed()) {
    const id = idOf(number);
    if (rows.get(id)?.deletedAt) continue;
    await writeEpisode(deps, id, seriesId, title, await readFile(new URL(`./scripts/${file}`, import.meta.url), 'utf8'));
  }
  await renderFirstScene(deps, owner, derivedId(BY, teamId, '1'));
  return seriesId;
}

function writeBible(doc: Y.Doc): void {
  runCommand(doc, setSeriesMeta, SERIES, BY);
  for (const { v: _, ...character } of CHARACTERS) runCommand(doc, addCharacter, { character }, BY);
  for (const { v: _, ...location } of LOCATIONS) runCommand(doc, addLocation, { location }, BY);
  for (const fact of CANON) runCommand(doc, addCanonFact, { fact: { ...fact, episodeId: null } }, BY);
}

async function writeEpisode(
  { writer, scripts }: Deps,
  id: string,
  seriesId: string,
  title: string,
  fountain: string,
): Promise<void> {
  const name = documentName('episode', id);
  const written = await writer.write(name, BY, (doc) => {
    runCommand(doc, setEpisodeMeta, { title }, BY);
    return scriptFragment(doc).length > 0;
  });
  // People may have rewritten it since; their words are not imported over.
  if (!written) await scripts.importInto(id, fountain);
  await writer.write(name, BY, (doc) => boardAll(doc, seriesId));
}

function boardAll(doc: Y.Doc, seriesId: string): void {
  const { scenes } = breakDown(
    scriptFromFragment(scriptFragment(doc)),
    { characters: CHARACTERS, locations: LOCATIONS },
    seriesId,
  );
  for (const { sceneId, synopsis, locationId, timeOfDay, weather, shots } of scenes) {
    runCommand(doc, setScene, { id: sceneId, patch: { synopsis, locationId, timeOfDay, weather, status: 'boarded' } }, BY);
    const clips = shots.map(({ shot, frames }) => ({ id: derivedId('clip', shot.id), shotId: shot.id, duration: frames }));
    runCommand(doc, boardScene, { sceneId, shots: shots.map(({ shot }) => shot), clips }, BY);
  }
}

/** The first scene renders by itself, so that the first thing anybody sees can be played. Once: the key makes it so. */
async function renderFirstScene(
  { renders }: Deps,
  owner: { teamId: string; personId: string },
  episodeId: string,
): Promise<void> {
  const plan = await renders.plan(owner, episodeId, { preset: 'LOW' });
  const sceneId = plan.shots[0]?.sceneId;
  if (sceneId === undefined) return;
  const { preset, seq, price } = plan;
  await renders.request(owner, episodeId, { preset, seq, price, sceneId, assemble: true, key: keyOf(episodeId) });
}

function keyOf(episodeId: string): string {
  return `demo-${episodeId}`;
}
