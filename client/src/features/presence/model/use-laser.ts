import { useEffect, useState } from 'react';
import { chordOf } from '../../../ui/chord.ts';
import { isTyping } from '../../../ui/keys.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { nextTrails, spotIn, type Trail } from './laser.ts';

/** Held, the pointer is seen by everybody. L, its first letter, is the shuttle's. */
const LASER_KEY = 'P';
/** Told to the others at most this often; the server passes on 30 a second of everything. */
const EVERY_MS = 40;

/** Pictures that can be pointed at: a shot's frame on the board, and players that say so. */
export const LASER_TARGETS = '[data-shot], [data-laser]';

export function targetOf(element: HTMLElement): string {
  return element.dataset.laser ?? `shot:${element.dataset.shot ?? ''}`;
}

/** Shows this person's pointer to the others while its key is held. */
export function useOwnLaser(): void {
  const { episodeDoc } = useStudio();
  useEffect(() => {
    const { awareness } = episodeDoc;
    let held = false;
    let last = 0;
    const onMove = ({ clientX, clientY, target }: PointerEvent) => {
      const now = Date.now();
      const picture = target instanceof Element ? target.closest<HTMLElement>(LASER_TARGETS) : null;
      if (!held || picture === null || now - last < EVERY_MS) return;
      const spot = spotIn(picture.getBoundingClientRect(), clientX, clientY);
      if (spot === null) return;
      last = now;
      awareness.setLocalStateField('laser', { on: targetOf(picture), ...spot, at: now });
    };
    const onDown = (event: KeyboardEvent) => {
      if (chordOf(event) === LASER_KEY && !isTyping(event)) held = true;
    };
    const letGo = () => {
      if (!held) return;
      held = false;
      awareness.setLocalStateField('laser', null);
    };
    const onUp = (event: KeyboardEvent) => {
      if (event.key.toUpperCase() === LASER_KEY) letGo();
    };
    window.addEventListener('pointermove', onMove, { passive: true });
    window.addEventListener('keydown', onDown);
    window.addEventListener('keyup', onUp);
    window.addEventListener('blur', letGo);
    return () => {
      letGo();
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('keydown', onDown);
      window.removeEventListener('keyup', onUp);
      window.removeEventListener('blur', letGo);
    };
  }, [episodeDoc]);
}

/** Everybody's trail, one's own too, drawn anew with each frame while there is one. */
export function useTrails(): readonly Trail[] {
  const { episodeDoc } = useStudio();
  const [trails, setTrails] = useState<readonly Trail[]>([]);
  useEffect(() => {
    const { awareness } = episodeDoc;
    let now: readonly Trail[] = [];
    let frame = 0;
    const draw = () => {
      frame = 0;
      now = nextTrails(now, awareness.getStates(), performance.now());
      setTrails(now);
      if (now.length > 0) frame = requestAnimationFrame(draw);
    };
    const onChange = () => {
      if (frame === 0 && nextTrails(now, awareness.getStates(), performance.now()).length > 0)
        frame = requestAnimationFrame(draw);
    };
    awareness.on('change', onChange);
    return () => {
      awareness.off('change', onChange);
      cancelAnimationFrame(frame);
    };
  }, [episodeDoc]);
  return trails;
}
