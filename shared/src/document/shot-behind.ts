import type * as Y from 'yjs';
import { applyPlacement, clipsInCut, shotsOfScene } from './board.ts';
import { placeAt } from './order.ts';
import type { Shot } from './schema.ts';
import { VIDEO_TRACK_ID } from './timeline.ts';
import { putRecord } from './ydoc.ts';

/**
 * Puts a copy of a shot right behind it, on the board and in the cut. Call inside a transaction.
 * @param own what the copy has of its own. @param clip the copy's clip; null leaves it out of the cut, as the shot is.
 */
export function putBehind(
  doc: Y.Doc,
  shot: Shot,
  own: Pick<Shot, 'id'> & Partial<Pick<Shot, 'lines' | 'seed' | 'lock'>>,
  clip: { readonly id: string; readonly duration: number } | null,
): void {
  const siblings = shotsOfScene(doc, shot.sceneId);
  const place = siblings.findIndex(({ id }) => id === shot.id) + 1;
  putRecord(doc, 'shots', { ...shot, ...own, order: applyPlacement(doc, 'shots', placeAt(siblings, place)) });
  if (clip === null) return;
  const cut = clipsInCut(doc);
  const at = cut.findIndex(({ shotId }) => shotId === shot.id) + 1;
  const order = applyPlacement(doc, 'clips', placeAt(cut, at));
  putRecord(doc, 'clips', { ...clip, v: 1, shotId: own.id, trackId: VIDEO_TRACK_ID, order });
}
