import type { Shot } from '@trashfire/shared/document/schema';
import type { ShotView } from '../../studio/model/episode-model.ts';

/** What makes a shot show a picture that was made of it: the one it would show by itself needs no picture of its own. */
export function pickPatch(hash: string, { render, still }: Pick<ShotView, 'render' | 'still'>): Pick<Shot, 'ownPicture'> {
  const drawn = render?.poster ?? still?.asset ?? null;
  return { ownPicture: drawn === hash ? null : hash };
}
