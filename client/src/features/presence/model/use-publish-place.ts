import type { PresencePlace } from '@trashfire/shared/realtime/presence';
import { useEffect } from 'react';
import { useRoom } from '../../studio/model/room.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';

/** Awareness is told at most this often; a playhead moves every frame. */
const EVERY_MS = 250;

/** Tells the others where this person is. */
export function usePublishPlace(): void {
  const { episodeDoc } = useStudio();
  const room = useRoom();
  const shotId = useSelection((state) => state.shotId);
  const sceneId = useSelection((state) => state.sceneId);
  const alone = useSelection((state) => state.alone);
  const inSight = useSelection((state) => state.blockId);
  const blockId = room === 'script' ? inSight : null;
  useEffect(() => {
    if (room === null) return;
    let last = -1;
    const publish = () => {
      const { frame } = useSelection.getState();
      const shown = room === 'timeline' ? Math.round(frame) : null;
      if (shown === last) return;
      last = shown ?? 0;
      const place: PresencePlace = { room, sceneId, shotId, frame: shown, blockId, alone, at: Date.now() };
      episodeDoc.awareness.setLocalStateField('place', place);
    };
    const turnTo = () => {
      last = -1;
      publish();
    };
    publish();
    window.addEventListener('focus', turnTo);
    const timer = room === 'timeline' ? setInterval(publish, EVERY_MS) : undefined;
    return () => {
      window.removeEventListener('focus', turnTo);
      clearInterval(timer);
    };
  }, [episodeDoc, room, shotId, sceneId, blockId, alone]);
}
