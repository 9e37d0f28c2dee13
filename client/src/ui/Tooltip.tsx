import { cloneElement, type ReactElement } from 'react';

interface TooltipProps {
  label: string;
  shortcut?: string | undefined;
  side?: 'top' | 'right' | 'bottom' | 'left';
  children: ReactElement<Record<string, unknown>>;
}

/**
 * A name for a control whose face is an icon. The control carries the same words in `aria-label`. Only what is to be said is left on
 * it here; one layer shows it (`TooltipLayer`), since a room has hundreds of such controls and every part of each would be made,
 * and made again while people type, for a name that is hardly ever looked at.
 */
export function Tooltip({ label, shortcut, side = 'bottom', children }: TooltipProps) {
  return cloneElement(children, { 'data-tip': label, 'data-tip-keys': shortcut, 'data-tip-side': side });
}
