import type { PrismaClient } from '@trashfire/prisma/client';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { setCutRender } from '@trashfire/shared/document/commands/set-cut-render';
import { setShotRender } from '@trashfire/shared/document/commands/set-shot-render';
import { documentName } from '@trashfire/shared/document/names';
import type * as Y from 'yjs';
import { projectRenders, type WantRow } from './projection.ts';

/** Newest takes looked at per episode: enough for every shot of an episode several times over. */
const TAKES = 4000;

interface Deps {
  prisma: Pick<PrismaClient, '$queryRaw'>;
  /** Writes to a document as the render service and waits until it is durable. */
  write(document: string, change: (doc: Y.Doc) => void): Promise<void>;
}

/** Brings an episode's `renders:` document in line with the rows; one that was deleted is left alone. The api alone writes it, so one function decides what it says. */
export async function projectEpisode({ prisma, write }: Deps, episodeId: string): Promise<void> {
  const { shots, cuts } = projectRenders(await takesOf(prisma, episodeId));
  if (shots.length + cuts.length === 0) return;
  await write(documentName('renders', episodeId), (doc) => {
    for (const { v: _, ...render } of shots) runCommand(doc, setShotRender, { render }, 'render');
    for (const { v: _, ...render } of cuts) runCommand(doc, setCutRender, { render }, 'render');
  });
}

/**
 * What was asked for each shot and cut, newest first. A task wanted ten times is one row, and no manifest is read: this
 * runs after every outcome, and an episode that is worked on for weeks is asked for hundreds of times.
 */
async function takesOf(prisma: Deps['prisma'], episodeId: string): Promise<WantRow[]> {
  return await prisma.$queryRaw<WantRow[]>`
    SELECT target_id AS "targetId", kind, revision, preset, state, reason, frames, fps, assets FROM (
      SELECT DISTINCT ON (w.target_id, w.task_id) w.target_id, w.created_at, w.id,
        t.kind::text AS kind, t.revision, t.preset::text AS preset, t.state::text AS state, t.reason, t.frames, t.fps,
        coalesce((SELECT json_object_agg(a.role, a.hash) FROM task_asset a WHERE a.task_id = t.id), '{}') AS assets
      FROM render_want w JOIN render_task t ON t.id = w.task_id
        JOIN document d ON d.id = w.document_id AND d.deleted_at IS NULL
      WHERE w.document_id = ${documentName('renders', episodeId)} AND t.kind <> 'still'
      ORDER BY w.target_id, w.task_id, w.created_at DESC, w.id
    ) AS newest ORDER BY created_at DESC, id LIMIT ${TAKES}`;
}
