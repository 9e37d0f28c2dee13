import { Tooltip as Base } from '@base-ui/react/tooltip';
import { useRef } from 'react';
import { Kbd } from './Kbd.tsx';
import styles from './Popup.module.css';
import { useTip } from './use-tip.ts';

/** Shows the name of the control the pointer rests on, or that the keyboard went to. One for the whole window. */
export function TooltipLayer() {
  const popup = useRef<HTMLDivElement>(null);
  const tip = useTip(popup);
  return (
    <Base.Root open={tip !== null}>
      <Base.Portal>
        <Base.Positioner anchor={tip?.anchor ?? null} side={tip?.side ?? 'bottom'} sideOffset={6} className={styles.positioner}>
          <Base.Popup ref={popup} className={styles.tooltip}>
            {tip?.label}
            {tip?.keys ? <Kbd keys={tip.keys} /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
