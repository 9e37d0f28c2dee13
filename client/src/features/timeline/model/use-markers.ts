import type { Marker } from '@trashfire/shared/document/schema';
import { useMemo } from 'react';
import { useRecords } from '../../../collab/records.ts';
import { useStudio } from '../../studio/model/studio-context.ts';

/** The cut's markers in order. */
export function useMarkers(): readonly Marker[] {
  const { episodeDoc } = useStudio();
  const markers = useRecords(episodeDoc.doc, 'markers');
  return useMemo(() => markers.toSorted((a, b) => a.frame - b.frame || (a.id < b.id ? -1 : 1)), [markers]);
}
