import type { PrismaClient } from '@trashfire/prisma/client';
import type { PlanBody, PlanView, RenderBody } from '@trashfire/shared/api/contract';
import type { EpisodeRecords, SeriesRecords } from '@trashfire/shared/document/records';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Script } from '@trashfire/shared/fountain/script';
import { mayRender, PLANS, type TierName } from '@trashfire/shared/plans/plans';
import { cutManifest, cutParts } from '@trashfire/shared/render/cut';
import { type EpisodePlan, planEpisode } from '@trashfire/shared/render/plan';
import type { PresetName } from '@trashfire/shared/render/presets';
import { estimateAnimatic } from '@trashfire/shared/render/price';
import { revisionOf } from '@trashfire/shared/render/revision';
import type { z } from 'zod';
import { cancelRequest, createRequest, resumeRequest, type WantedTask } from './request.ts';

/** An episode and its series as read from the log, at one seq of the episode. */
export interface EpisodeInput {
  seq: number;
  script: Script;
  episode: EpisodeRecords;
  series: SeriesRecords;
}

export interface Asker {
  teamId: string;
  personId: string;
}

interface Deps {
  prisma: PrismaClient;
  /** @param seq null for the newest. */
  read(episodeId: string, seriesId: string, seq: number | null): Promise<EpisodeInput>;
  /** Told after rows changed: the dispatcher wakes and rooms are brought up to date; what was asked may be a second try. */
  onChange(episodeId: string, what: 'asked' | 'cancelled'): void;
}

type Plan = z.infer<typeof PlanView>;

/** Asking for renders: what it would take and cost, the approval, stopping and taking up again. */
export function createRenderService({ prisma, read, onChange }: Deps) {
  const episodeOf = async (teamId: string, id: string) => {
    const episode = await prisma.episode.findFirst({ where: { id, teamId, deletedAt: null } });
    if (!episode) throw new AppError('not-found', 'That episode does not exist, or is not yours to see.');
    return episode;
  };
  const tierOf = async (teamId: string): Promise<TierName> =>
    (await prisma.plan.findUnique({ where: { teamId } }))?.tier ?? 'free';
  const planAt = async (asker: Asker, episodeId: string, preset: PresetName, seq: number | null) => {
    const episode = await episodeOf(asker.teamId, episodeId);
    const input = await read(episode.id, episode.seriesId, seq);
    return { episode, seq: input.seq, plan: planEpisode({ ...input, preset }) };
  };
  const statesOf = async (teamId: string, plan: EpisodePlan) => {
    const revisions = plan.shots.map((shot) => shot.shot.revision);
    const tasks = await prisma.renderTask.findMany({
      where: { teamId, revision: { in: revisions } },
      select: { revision: true, state: true },
    });
    return new Map(tasks.map((task) => [task.revision, task.state]));
  };

  return {
    /** What rendering an episode, or one scene, would take: nothing is spent and nothing is stored. */
    async plan(asker: Asker, episodeId: string, { preset, sceneId }: z.infer<typeof PlanBody>): Promise<Plan> {
      const { plan, seq } = await planAt(asker, episodeId, preset, null);
      const states = await statesOf(asker.teamId, plan);
      const shots = plan.shots
        .filter((shot) => sceneId === undefined || shot.sceneId === sceneId)
        .map(({ shotId, sceneId: scene, number, frames, shot }) => {
          const state = stateInPlan(states.get(shot.revision));
          const { price, milliseconds: ms } = estimateAnimatic([shot.manifest], preset);
          const needed = state === 'needed';
          return {
            shotId,
            sceneId: scene,
            number,
            revision: shot.revision,
            frames,
            state,
            seconds: needed ? ms / 1000 : 0,
            price: (needed ? price : 0n).toString(),
          };
        });
      return {
        episodeId,
        preset,
        seq,
        shots,
        frames: cutParts(plan, sceneId ?? null).reduce((sum, part) => sum + part.frames, 0),
        needed: shots.filter((shot) => shot.state === 'needed').length,
        seconds: shots.reduce((sum, shot) => sum + shot.seconds, 0),
        price: sumOnce(shots).toString(),
        engine: 'animatic',
        notes: plan.notes.slice(0, 100).map((note) => note.text),
      };
    },

    /** Approves a plan. @returns the request's id. @throws AppError not-allowed when the team's plan has not this preset; conflict when it would cost more than shown. */
    async request(asker: Asker, episodeId: string, body: z.infer<typeof RenderBody>): Promise<string> {
      const tier = await tierOf(asker.teamId);
      if (!mayRender(tier, body.preset))
        throw new AppError('not-allowed', `${body.preset} comes with a higher plan. LOW works now.`);
      const { episode, seq, plan } = await planAt(asker, episodeId, body.preset, body.seq);
      const tasks = wantedTasks(plan, { title: episode.title, episodeId, ...body }, await statesOf(asker.teamId, plan));
      const id = await createRequest(prisma, {
        ...asker,
        episodeId,
        sceneId: body.sceneId ?? null,
        preset: body.preset,
        seq: BigInt(seq),
        ceiling: BigInt(body.price),
        key: body.key,
        tasks,
        weight: PLANS[tier].weight,
      });
      onChange(episodeId, 'asked');
      return id;
    },

    async cancel(asker: Asker, requestId: string): Promise<void> {
      await cancelRequest(prisma, asker.teamId, requestId);
      await tell(asker.teamId, requestId, 'cancelled');
    },

    async resume(asker: Asker, requestId: string): Promise<void> {
      await resumeRequest(prisma, asker.teamId, requestId, PLANS[await tierOf(asker.teamId)].weight);
      await tell(asker.teamId, requestId, 'asked');
    },
  };

  async function tell(teamId: string, requestId: string, what: 'asked' | 'cancelled'): Promise<void> {
    const request = await prisma.renderRequest.findFirst({ where: { id: requestId, teamId }, select: { episodeId: true } });
    if (request) onChange(request.episodeId, what);
  }
}
export type RenderService = ReturnType<typeof createRenderService>;

function stateInPlan(state: string | undefined): Plan['shots'][number]['state'] {
  if (state === 'done') return 'cached';
  return state === 'waiting' || state === 'queued' || state === 'running' ? 'queued' : 'needed';
}

/** Two shots that look and sound alike are one revision, and one price. */
function sumOnce(shots: Plan['shots']): bigint {
  const byRevision = new Map(shots.map((shot) => [shot.revision, BigInt(shot.price)]));
  return [...byRevision.values()].reduce((sum, price) => sum + price, 0n);
}

/**
 * The tasks behind an approval: the shots in scope and, when asked, the cut of them. When only some shots are asked for, a cut
 * is still made if all others are there or on their way: that is what re-rendering a stale shot is for.
 */
export function wantedTasks(
  plan: EpisodePlan,
  ask: { title: string; episodeId: string; sceneId?: string | undefined; shotIds?: string[] | undefined; assemble: boolean },
  states: ReadonlyMap<string, string>,
): WantedTask[] {
  const inCut = plan.shots.filter((shot) => ask.sceneId === undefined || shot.sceneId === ask.sceneId);
  const wanted = inCut.filter((shot) => ask.shotIds === undefined || ask.shotIds.includes(shot.shotId));
  const asked = new Set(wanted);
  const others = inCut.filter((shot) => !asked.has(shot));
  const complete = others.every((shot) => stateInPlan(states.get(shot.shot.revision)) !== 'needed');
  const manifest =
    ask.assemble && complete && wanted.length > 0 ? cutManifest(plan, { title: ask.title, sceneId: ask.sceneId ?? null }) : null;
  const shots = (manifest ? inCut : wanted).map(({ shotId, number, shot }): WantedTask => {
    const { price, milliseconds: ms } = estimateAnimatic([shot.manifest], plan.preset);
    const { revision } = shot;
    return { kind: 'shot', targetId: shotId, label: `Shot ${number}`, revision, manifest: shot.manifest, price, estimateMs: ms };
  });
  if (!manifest) return shots;
  const kind = ask.sceneId === undefined ? 'episode' : 'scene';
  const label = kind === 'episode' ? 'Episode cut' : 'Scene cut';
  return [
    ...shots,
    {
      kind,
      targetId: ask.sceneId ?? ask.episodeId,
      label,
      revision: revisionOf(manifest),
      manifest,
      price: 0n,
      estimateMs: 1000,
    },
  ];
}
