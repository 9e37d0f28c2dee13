import type { OutlineItem } from '@trashfire/shared/document/outline';
import { useJump } from '../../chat/model/use-jump.ts';

/** Goes to where a card stands in the script. */
export function useOpenCard(): (item: Pick<OutlineItem, 'kind' | 'id'>) => void {
  const jump = useJump();
  return ({ kind, id }) => jump({ kind: kind === 'scene' ? 'scene' : 'line', id });
}
