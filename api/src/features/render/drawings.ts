import type { PrismaClient } from '@trashfire/prisma/client';
import type { DrawingSubject, DrawingsView } from '@trashfire/shared/api/gallery-contract';
import { normalName } from '@trashfire/shared/document/bible-names';
import { AppError } from '@trashfire/shared/errors/app-error';
import {
  characterSheet,
  type Drawing,
  lookCandidates,
  placeSheet,
  propSheet,
  shotCandidates,
} from '@trashfire/shared/render/drawings';
import { planEpisode } from '@trashfire/shared/render/plan';
import { seedFromText } from '@trashfire/shared/render/seed';
import type { Handlers } from '../../http/handler.ts';
import { askAgain, askFor } from '../../scheduler/stills.ts';
import { findEpisode } from '../series/repo.ts';
import type { EpisodeInput } from './service.ts';

interface Deps {
  prisma: PrismaClient;
  read(episodeId: string, seriesId: string, seq: null): Promise<EpisodeInput>;
  /** Told after something was asked for. */
  onAsked(): void;
}

/**
 * Pictures the gallery has drawn: sheets of what is in the bible, and candidates. They are stills like any other: free, in the
 * queue of their own, each drawn once per team, and found again by what they show.
 */
export function createDrawings({ prisma, read, onAsked }: Deps): Handlers<'drawings' | 'requestDrawings'> {
  const resolve = async (teamId: string, episodeId: string, subject: DrawingSubject) => {
    const episode = await findEpisode(prisma, teamId, episodeId);
    const wanted = drawingsOf(subject, await read(episode.id, episode.seriesId, null));
    if (wanted === null) throw new AppError('not-found', 'What is to be drawn is no longer there. Somebody may have removed it.');
    return { episode, wanted };
  };
  const tasksOf = (teamId: string, wanted: readonly Drawing[]) =>
    prisma.renderTask.findMany({
      where: { teamId, revision: { in: wanted.map(({ revision }) => revision) } },
      select: {
        id: true,
        teamId: true,
        kind: true,
        revision: true,
        state: true,
        reason: true,
        assets: { where: { role: 'still' }, select: { hash: true } },
      },
    });
  const view = async (teamId: string, wanted: readonly Drawing[]): Promise<DrawingsView> => {
    const known = new Map((await tasksOf(teamId, wanted)).map((task) => [task.revision, task]));
    const drawings = wanted.map((one) => {
      const task = known.get(one.revision);
      const { state = 'none' as const, reason = null } = task ?? {};
      return { view: one.view, revision: one.revision, state, reason, hash: task?.assets[0]?.hash ?? null };
    });
    return { drawings, price: '0' };
  };

  return {
    async drawings({ params: { episodeId }, body: { subject }, viewer: { teamId } }) {
      const { wanted } = await resolve(teamId, episodeId, subject);
      return await view(teamId, wanted);
    },
    async requestDrawings({ params: { episodeId }, body: { subject }, viewer: { teamId } }) {
      const { episode, wanted } = await resolve(teamId, episodeId, subject);
      const tasks = await tasksOf(teamId, wanted);
      const stills = wanted.map(({ view: number, manifest, revision }) => ({
        shotId: subject.id,
        number,
        still: { manifest, revision },
      }));
      await askFor(prisma, episode, stills, new Set(tasks.map(({ revision }) => revision)));
      await askAgain(
        prisma,
        tasks.filter(({ state }) => state === 'failed'),
      );
      onAsked();
      return await view(teamId, wanted);
    },
  };
}

/** @returns what the subject looks like now, null where it is gone. */
function drawingsOf(subject: DrawingSubject, input: EpisodeInput): readonly Drawing[] | null {
  const { series, episode } = input;
  const { id } = subject;
  switch (subject.kind) {
    case 'character':
    case 'looks': {
      const character = series.characters.find((one) => one.id === id);
      if (character === undefined) return null;
      return subject.kind === 'looks' ? lookCandidates(character, subject.seeds) : characterSheet(character);
    }
    case 'location': {
      const location = series.locations.find((one) => one.id === id);
      return location === undefined ? null : placeSheet(location);
    }
    case 'prop': {
      const prop = series.props.find((one) => one.id === id);
      return prop === undefined ? null : propSheet(prop, seedFromText(normalName(prop.name)));
    }
    case 'shot': {
      // A picture of somebody's own hides what would be drawn, and that is what is asked for here.
      const shots = episode.shots.map((shot) => (shot.id === id ? { ...shot, ownPicture: null } : shot));
      const plan = planEpisode({ ...input, episode: { ...episode, shots }, preset: 'LOW' });
      const shot = [...plan.shots, ...plan.offCut].find(({ shotId }) => shotId === id);
      return shot === undefined ? null : shotCandidates(shot.still.manifest, subject.seeds);
    }
  }
}
