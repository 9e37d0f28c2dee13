import type { RenderView } from '@trashfire/shared/api/contract';
import { useProgress } from '../../../collab/presence.ts';
import { useStudio } from '../../studio/model/studio-context.ts';

/** How far a request is: whole shots as the api counts them, and the measured share of those under way. */
export function renderPercent(render: Pick<RenderView, 'done' | 'total'>, progress: Readonly<Record<string, number>>): number {
  if (render.total === 0) return 0;
  const underWay = Object.values(progress).reduce((sum, percent) => sum + percent / 100, 0);
  return (100 * Math.min(render.total, render.done + Math.min(underWay, render.total - render.done))) / render.total;
}

export function useRenderPercent(render: RenderView): number {
  const { rendersDoc } = useStudio();
  return renderPercent(render, useProgress(rendersDoc.awareness));
}
