import type { PrismaClient } from '@trashfire/prisma/client';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { setCutRender } from '@trashfire/shared/document/commands/set-cut-render';
import { setShotRender } from '@trashfire/shared/document/commands/set-shot-render';
import { documentName } from '@trashfire/shared/document/names';
import type * as Y from 'yjs';
import { z } from 'zod';
import { projectRenders, type WantRow } from './projection.ts';

/** Newest wants looked at per episode: enough for every shot of an episode several times over. */
const WANTS = 4000;

/** The parts of a manifest the room is told. */
const Length = z.object({
  frames: z.number().optional(),
  fps: z.number(),
  shots: z.array(z.object({ frames: z.number() })).optional(),
});

interface Deps {
  prisma: PrismaClient;
  /** Writes to a document as the render service and waits until it is durable. */
  write(document: string, change: (doc: Y.Doc) => void): Promise<void>;
}

/** Brings an episode's `renders:` document in line with the rows. The api alone writes it, so one function decides what it says. */
export async function projectEpisode({ prisma, write }: Deps, episodeId: string): Promise<void> {
  const { shots, cuts } = projectRenders(await wantRows(prisma, episodeId));
  if (shots.length + cuts.length === 0) return;
  await write(documentName('renders', episodeId), (doc) => {
    for (const { v: _, ...render } of shots) runCommand(doc, setShotRender, { render }, 'render');
    for (const { v: _, ...render } of cuts) runCommand(doc, setCutRender, { render }, 'render');
  });
}

async function wantRows(prisma: PrismaClient, episodeId: string): Promise<WantRow[]> {
  const wants = await prisma.renderWant.findMany({
    where: { documentId: documentName('renders', episodeId), task: { kind: { not: 'still' } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: WANTS,
    select: {
      targetId: true,
      task: {
        select: {
          kind: true,
          revision: true,
          preset: true,
          state: true,
          reason: true,
          manifest: true,
          assets: { select: { role: true, hash: true } },
        },
      },
    },
  });
  return wants.map(({ targetId, task }) => {
    const length = Length.parse(task.manifest);
    const frames = length.frames ?? length.shots?.reduce((sum, shot) => sum + shot.frames, 0) ?? 1;
    const assets = Object.fromEntries(task.assets.map((asset) => [asset.role, asset.hash]));
    const kind = task.kind === 'still' ? 'shot' : task.kind;
    return {
      targetId,
      kind,
      revision: task.revision,
      preset: task.preset,
      state: task.state,
      reason: task.reason,
      frames,
      fps: length.fps,
      assets,
    };
  });
}
