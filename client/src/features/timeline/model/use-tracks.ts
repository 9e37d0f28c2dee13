import type { Track } from '@trashfire/shared/document/schema';
import { tracksOf } from '@trashfire/shared/document/timeline';
import { useMemo } from 'react';
import { useRecords } from '../../../collab/records.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { audible } from './rows.ts';
import { useWindowView } from './view.ts';

/** The episode's tracks, also before anybody has written them. */
export function useTracks(): readonly Track[] {
  const { episodeDoc } = useStudio();
  const records = useRecords(episodeDoc.doc, 'tracks');
  return useMemo(() => tracksOf(records), [records]);
}

/** Sound tracks that this window hears. */
export function useHeard(): ReturnType<typeof audible> {
  const tracks = useTracks();
  const solo = useWindowView((view) => view.solo);
  return useMemo(() => audible(tracks, solo), [tracks, solo]);
}

/** Whether edits of the cut are refused. */
export function useCutLocked(): boolean {
  return useTracks().some(({ kind, locked }) => kind === 'video' && locked);
}
