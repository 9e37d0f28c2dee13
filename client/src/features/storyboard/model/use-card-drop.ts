import { type DragEvent, useState } from 'react';
import { COARSE, useMedia } from '../../../ui/use-media.ts';
import type { ShotView } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import styles from '../components/Storyboard.module.css';
import { targetsOf } from './picks.ts';
import { type DragKind, dragKind, fileOf, SHOT_DRAG } from './picture-files.ts';
import type { BoardActions } from './use-board-actions.ts';
import { useOwnPicture } from './use-own-picture.ts';

/** Dragging a card onto another puts it in front of it; dropping a picture on one gives it to the shot. */
export function useCardDrop(view: ShotView, actions: BoardActions, writable: boolean) {
  const [over, setOver] = useState<DragKind>(null);
  const { give } = useOwnPicture();
  // A finger drags by useTouchReorder; the browser's own dragging would take its touch away.
  const finger = useMedia(COARSE);
  const onDragOver = (event: DragEvent) => {
    const kind = writable ? dragKind(event.dataTransfer) : null;
    if (kind === null) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = kind === 'shot' ? 'move' : 'copy';
    setOver(kind);
  };
  const onDrop = (event: DragEvent) => {
    setOver(null);
    const kind = writable ? dragKind(event.dataTransfer) : null;
    if (kind === null) return;
    event.preventDefault();
    event.stopPropagation();
    const file = fileOf(event.dataTransfer);
    const id = event.dataTransfer.getData(SHOT_DRAG);
    if (kind === 'file' && file !== null) give(view, file);
    else if (kind === 'shot' && id !== view.id) actions.place(id, { sceneId: view.sceneId, before: view.id });
  };
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(SHOT_DRAG, view.id);
    event.dataTransfer.effectAllowed = 'move';
    const ids = targetsOf(view.id, useSelection.getState().picked);
    if (ids.length > 1) showCount(event, ids.length);
  };
  return {
    over,
    /** For the card. */
    target: { onDragOver, onDrop, onDragLeave: () => setOver(null) },
    /** For its frame. */
    source: { draggable: writable && !finger && view.shot.lock === null, onDragStart },
  };
}

/** Under the pointer, instead of the one card that is held: how many go along, as under a finger. */
function showCount({ dataTransfer, currentTarget }: DragEvent, count: number): void {
  const image = document.createElement('div');
  image.className = styles.inHand ?? '';
  // Drawn, and out of sight.
  image.style.transform = 'translate(-200vw, 0)';
  const words = document.createElement('b');
  words.textContent = `×${count}`;
  const picture = currentTarget.querySelector('img, svg')?.cloneNode(true);
  image.append(...(picture ? [picture] : []), words);
  document.body.append(image);
  dataTransfer.setDragImage(image, 66, 104);
  // The browser has its picture of it with the next turn.
  setTimeout(() => image.remove());
}

/** Behind the last shot of a scene: what is dropped there goes to its end. */
export function useSceneDrop(sceneId: string, actions: BoardActions, writable: boolean) {
  const isShot = (event: DragEvent) => writable && dragKind(event.dataTransfer) === 'shot';
  return {
    onDragOver: (event: DragEvent) => isShot(event) && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      if (!isShot(event)) return;
      event.preventDefault();
      actions.place(event.dataTransfer.getData(SHOT_DRAG), { sceneId, before: null });
    },
  };
}
