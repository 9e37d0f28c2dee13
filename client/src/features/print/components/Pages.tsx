import { useLingui } from '@lingui/react/macro';
import type { Paper } from '@trashfire/shared/layout/grid';
import type { ReactNode } from 'react';
import { cx } from '../../../ui/cx.ts';
import type { Orientation } from '../model/board-geometry.ts';
import styles from './Print.module.css';

interface PagesProps {
  paper: Paper;
  orientation?: Orientation;
  children: ReactNode;
}

/** The sheets one below the other; on paper they are all there is. */
export function Pages({ paper, orientation = 'portrait', children }: PagesProps) {
  const { t } = useLingui();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <div role="document" className={cx(styles.sheets, styles[orientation])} aria-label={t`Pages`} tabIndex={0}>
      {/* The paper of the print dialog follows the choice; margins are part of the page. */}
      <style>{`@page { size: ${paper === 'a4' ? 'A4' : 'letter'} ${orientation}; margin: 0; }`}</style>
      {children}
    </div>
  );
}
