import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Episode } from './use-series.ts';

export type Stage = 'Empty' | 'Writing' | 'Boarding' | 'Partly rendered' | 'Picture done';

export const STAGE_LABEL: Record<Stage, MessageDescriptor> = {
  Empty: msg({ message: 'Empty', comment: 'Stage of an episode: nothing is written' }),
  Writing: msg({ message: 'Writing', comment: 'Stage of an episode: the script is being written' }),
  Boarding: msg({ message: 'Boarding', comment: 'Stage of an episode: the storyboard is being made' }),
  'Partly rendered': msg`Partly rendered`,
  'Picture done': msg({ message: 'Picture done', comment: 'Stage of an episode: all shots are rendered' }),
};

/** Shares of 0..100 as the episode's own numbers give them; null where there is nothing to measure yet. */
export interface EpisodeProgress {
  scenes: number;
  boarded: number;
  picture: number | null;
  stage: Stage;
}

/** @param episode counts as the api has them; nothing is estimated. */
export function progressOf(episode: Pick<Episode, 'scenes' | 'shots' | 'shotsDone' | 'cut'>): EpisodeProgress {
  const { scenes, shots, shotsDone } = episode;
  const picture = shots === 0 ? null : Math.round((100 * Math.min(shotsDone, shots)) / shots);
  return { scenes, boarded: shots, picture, stage: stageOf(scenes, shots, shotsDone) };
}

function stageOf(scenes: number, shots: number, shotsDone: number): Stage {
  if (scenes === 0) return 'Empty';
  if (shots === 0) return 'Writing';
  if (shotsDone === 0) return 'Boarding';
  return shotsDone < shots ? 'Partly rendered' : 'Picture done';
}

/** `E03` from an episode's number. */
export function episodeCode(number: number): string {
  return `E${String(number).padStart(2, '0')}`;
}
