import { useLingui } from '@lingui/react/macro';
import { ChevronLeft, ChevronRight, Play, SlidersHorizontal } from 'lucide-react';
import { useUi } from '../../../app/ui-store.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { UndoButton } from '../../studio/components/UndoButton.tsx';
import type { ShotView } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import type { BoardActions } from '../model/use-board-actions.ts';
import { useEditable } from '../model/use-editable.ts';
import { ShotMenu } from './ShotMenu.tsx';
import styles from './Storyboard.module.css';

/** On a phone, under the thumb: what is done most with the chosen shot, and its menu with everything. */
export function ShotBar({ view, actions }: { view: ShotView; actions: BoardActions }) {
  const { t } = useLingui();
  const editable = useEditable(view);
  const togglePanel = useUi((ui) => ui.togglePanel);
  const set = useSelection((selection) => selection.set);
  const { number } = view;
  return (
    <div className={styles.shotBar} role="toolbar" aria-label={t`The chosen shot`}>
      <span className={`${styles.shotBarWords} ellipsis`}>
        <b>{number}</b>
        {view.shot.title}
      </span>
      <UndoButton />
      <IconButton
        icon={ChevronLeft}
        label={t`Move earlier`}
        side="top"
        disabled={!editable}
        onClick={() => actions.move(view, -1)}
      />
      <IconButton
        icon={ChevronRight}
        label={t`Move later`}
        side="top"
        disabled={!editable}
        onClick={() => actions.move(view, 1)}
      />
      <IconButton icon={Play} label={t`Play shot ${number}`} side="top" onClick={() => set({ preview: view.id })} />
      <IconButton
        icon={SlidersHorizontal}
        label={t`Fields of shot ${number}`}
        side="top"
        onClick={() => togglePanel('inspector', true)}
      />
      <span className={styles.shotBarMenu}>
        <ShotMenu view={view} actions={actions} />
      </span>
    </div>
  );
}
