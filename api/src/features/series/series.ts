import type { PrismaClient } from '@trashfire/prisma/client';
import { appendUpdates } from '@trashfire/prisma/document-log';
import type { EpisodeView, SeriesView } from '@trashfire/shared/api/contract';
import type { CastChoice } from '@trashfire/shared/api/home-contract';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { setEpisodeMeta } from '@trashfire/shared/document/commands/set-episode-meta';
import { setSeriesMeta } from '@trashfire/shared/document/commands/set-series-meta';
import { type DocumentName, documentName } from '@trashfire/shared/document/names';
import { seriesRecords } from '@trashfire/shared/document/records';
import { scriptFromFragment } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import type { Pool } from 'pg';
import * as Y from 'yjs';
import type { Handlers } from '../../http/handler.ts';
import type { States } from '../archive/states.ts';
import type { ByHead } from '../documents/by-head.ts';
import { type DocumentReader, mustRead } from '../documents/reader.ts';
import type { Scripts } from '../documents/scripts.ts';
import type { EpisodeSummary } from '../documents/summaries.ts';
import type { DocumentWriter } from '../documents/writer.ts';
import { boardFirstScene, writeCast } from './confirmed.ts';
import { episodeMedia } from './media.ts';
import { type Known, presentEpisode, presentList, presentSeries } from './presenter.ts';
import { readingOf } from './reading.ts';
import * as repo from './repo.ts';

/** Who makes these edits, in the log and for undo. */
const BY = 'studio';

interface Deps {
  prisma: PrismaClient;
  pool: Pool;
  writer: DocumentWriter;
  reader: DocumentReader;
  states: Pick<States, 'leaving'>;
  summaries: ByHead<EpisodeSummary>;
  /** The picture an episode's room shows first. */
  shown: ByHead<string | null>;
  scripts: Pick<Scripts, 'importInto'>;
  signAsset(teamId: string, hash: string): string;
  /** Told after a list of this team would read differently. */
  onChange(teamId: string, seriesId: string): void;
  /** Told after episodes were deleted and their renders stopped. */
  onDelete(episodeIds: readonly string[]): void;
  /** Told the documents that were deleted. */
  erase(documents: readonly DocumentName[]): void;
}

type SeriesHandlers = Handlers<'listSeries' | 'createSeries' | 'renameSeries' | 'deleteSeries'>;
type EpisodeHandlers = Handlers<
  'readScript' | 'createEpisode' | 'duplicateEpisode' | 'episode' | 'renameEpisode' | 'deleteEpisode'
>;

/** Series and episodes: rows for lists, and the documents they stand for. */
export function createSeries(deps: Deps): SeriesHandlers & EpisodeHandlers {
  return { ...seriesHandlers(deps), ...episodeHandlers(deps) };
}

async function knownOf({ pool, summaries, shown, signAsset }: Deps, teamId: string, ids: readonly string[]): Promise<Known> {
  const known = await summaries.of(ids);
  const shotIds = [...known.values()].flatMap((summary) => [...(summary?.shotIds ?? [])]);
  const media = await episodeMedia(pool, teamId, ids, shotIds);
  const bare = [...media].filter(([id, { poster }]) => poster === null && (known.get(id)?.shotIds.length ?? 0) > 0);
  const pictures = await shown.of(bare.map(([id]) => id));
  for (const [id, made] of bare) media.set(id, { ...made, poster: pictures.get(id) ?? null });
  return { summaries: known, media, sign: (hash) => signAsset(teamId, hash) };
}

function seriesHandlers(deps: Deps): SeriesHandlers {
  const { prisma, writer, onChange, onDelete } = deps;
  const view = async (teamId: string, id: string): Promise<SeriesView> => {
    const row = await repo.findSeries(prisma, teamId, id);
    const ids = row.episodes.map((episode) => episode.id);
    return presentSeries(row, await knownOf(deps, teamId, ids));
  };
  const title = (id: string, meta: { title: string; logline?: string }) =>
    writer.write(documentName('series', id), BY, (doc) => runCommand(doc, setSeriesMeta, meta, BY));

  return {
    async listSeries({ viewer: { teamId } }) {
      const rows = await repo.listSeries(prisma, teamId);
      const ids = rows.flatMap((row) => row.episodes.map((episode) => episode.id));
      const known = await knownOf(deps, teamId, ids);
      return { series: presentList(rows, known) };
    },
    async createSeries({ body, viewer: { teamId } }) {
      const id = await repo.insertSeries(prisma, teamId, body);
      await wholeOrNot(
        () => title(id, body),
        () => repo.softDeleteSeries(prisma, teamId, id),
      );
      onChange(teamId, id);
      return await view(teamId, id);
    },
    async renameSeries({ params, body, viewer: { teamId } }) {
      const { id } = await repo.findSeries(prisma, teamId, params.seriesId);
      // The document first: if it cannot be reached, nothing is renamed and repeating does no harm.
      await title(id, { title: body.title });
      await prisma.series.update({ where: { id }, data: { title: body.title } });
      onChange(teamId, id);
      return await view(teamId, id);
    },
    async deleteSeries({ params, viewer: { teamId } }) {
      const episodes = await repo.softDeleteSeries(prisma, teamId, params.seriesId);
      onDelete(episodes);
      deps.erase([documentName('series', params.seriesId), ...repo.episodeDocuments(episodes)]);
      onChange(teamId, params.seriesId);
      return { ok: true };
    },
  };
}

function episodeHandlers(deps: Deps): EpisodeHandlers {
  const { prisma, writer, onChange, onDelete } = deps;
  const view = async (teamId: string, id: string): Promise<EpisodeView> => {
    const row = await repo.findEpisode(prisma, teamId, id);
    return presentEpisode(row, await knownOf(deps, teamId, [id]));
  };
  const name = (id: string, title: string) =>
    writer.write(documentName('episode', id), BY, (doc) => runCommand(doc, setEpisodeMeta, { title }, BY));

  const confirm = async (seriesId: string, episodeId: string, cast: CastChoice) => {
    const script = scriptFromFragment(scriptFragment((await mustRead(deps.reader, documentName('episode', episodeId))).doc));
    const bible = await writer.write(documentName('series', seriesId), BY, (doc) => writeCast(doc, script, cast, seriesId, BY));
    await writer.write(documentName('episode', episodeId), BY, (doc) => boardFirstScene(doc, script, bible, seriesId, BY));
  };

  return {
    async readScript({ body: { fountain, seriesId }, viewer: { teamId } }) {
      const json = fountainToDoc(fountain);
      if (seriesId === null) return readingOf(json, { characters: [], locations: [] }, '');
      const { id } = await repo.findSeries(prisma, teamId, seriesId);
      const { doc } = await mustRead(deps.reader, documentName('series', id));
      return readingOf(json, seriesRecords(doc), id);
    },
    async createEpisode({ params, body: { title, fountain = '', cast }, viewer: { teamId } }) {
      const { id: seriesId } = await repo.findSeries(prisma, teamId, params.seriesId);
      const id = await repo.insertEpisode(prisma, teamId, seriesId, title);
      await wholeOrNot(
        async () => {
          await name(id, title);
          if (fountain.trim() !== '') await deps.scripts.importInto(id, fountain);
          if (cast !== undefined) await confirm(seriesId, id, cast);
        },
        () => repo.softDeleteEpisode(prisma, teamId, id),
      );
      onChange(teamId, seriesId);
      return await view(teamId, id);
    },
    async duplicateEpisode({ params, body: { title }, viewer: { teamId, personId } }) {
      const { id: from, seriesId } = await repo.findEpisode(prisma, teamId, params.episodeId);
      const { doc } = await mustRead(deps.reader, documentName('episode', from));
      const { bytes, clients } = await deps.states.leaving(Y.encodeStateAsUpdate(doc), 'episode');
      const id = await repo.insertEpisode(prisma, teamId, seriesId, title);
      await wholeOrNot(
        async () => {
          // Nobody has the new document open, so its first row need not go through a room; its history begins with it.
          const actor = { kind: 'person' as const, id: personId };
          await appendUpdates(deps.pool, [{ document: documentName('episode', id), bytes, actor, clientIds: clients }]);
          await name(id, title);
        },
        () => repo.softDeleteEpisode(prisma, teamId, id),
      );
      onChange(teamId, seriesId);
      return await view(teamId, id);
    },
    episode: ({ params, viewer }) => view(viewer.teamId, params.episodeId),
    async renameEpisode({ params, body, viewer: { teamId } }) {
      const { id, seriesId } = await repo.findEpisode(prisma, teamId, params.episodeId);
      await name(id, body.title);
      await prisma.episode.update({ where: { id }, data: { title: body.title } });
      onChange(teamId, seriesId);
      return await view(teamId, id);
    },
    async deleteEpisode({ params, viewer: { teamId } }) {
      const { id, seriesId } = await repo.findEpisode(prisma, teamId, params.episodeId);
      await repo.softDeleteEpisode(prisma, teamId, id);
      onDelete([id]);
      deps.erase(repo.episodeDocuments([id]));
      onChange(teamId, seriesId);
      return { ok: true };
    },
  };
}

/** Rows and documents are written one after the other; when the second fails the first is taken back, and the error is told. */
async function wholeOrNot(work: () => Promise<unknown>, undo: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await undo();
    throw error;
  }
}
