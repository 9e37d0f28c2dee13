import { useEffect } from 'react';
import { isTextField } from '../../../ui/keys.ts';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { fileOf } from './picture-files.ts';
import { useOwnPicture } from './use-own-picture.ts';

/** A picture that is pasted on the board becomes the chosen shot's; text in a field stays text. */
export function useBoardPaste(model: EpisodeModel, writable: boolean): void {
  const { give } = useOwnPicture();
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const file = fileOf(event.clipboardData);
      const shotId = useSelection.getState().shotId;
      const view = shotId === null ? undefined : model.shots.get(shotId);
      if (!writable || file === null || view === undefined || isTextField(event.target)) return;
      event.preventDefault();
      give(view, file);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [model, writable, give]);
}
