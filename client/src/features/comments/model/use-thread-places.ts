import { useMemo } from 'react';
import { useScript } from '../../../collab/script-store.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { trackerOf } from './anchor-tracker.ts';
import { placesOf, type ThreadPlace } from './threads.ts';
import { useThreads } from './use-threads.ts';

/** Where each thread of the episode is, a moment behind the typing. */
export function useThreadPlaces(): ReadonlyMap<string, ThreadPlace> {
  const { episodeDoc } = useStudio();
  const threads = useThreads();
  const blocks = useScript(episodeDoc.doc);
  const model = useEpisodeModel();
  return useMemo(() => {
    const tracker = trackerOf(episodeDoc.doc);
    tracker.follow(threads);
    return placesOf(threads, tracker.search(), blocks, model);
  }, [episodeDoc, threads, blocks, model]);
}
