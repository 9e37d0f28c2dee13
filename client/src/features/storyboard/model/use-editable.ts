import type { ShotView } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';

/** Whether this person may change this shot now: their role allows it and nobody has locked it. */
export function useEditable({ shot }: Pick<ShotView, 'shot'>): boolean {
  const { writable } = useStudio();
  return writable && shot.lock === null;
}
