import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { OUTLINE_LEVELS } from '@trashfire/shared/document/outline';
import { eighthsText } from '@trashfire/shared/layout/eighths';
import { Plus } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { useFocusKept } from '../../../ui/use-focus-kept.ts';
import { useNote } from '../../studio/model/status-note.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { OutlineBoard } from '../model/outline-board.ts';
import { columnsOf } from '../model/outline-order.ts';
import { useOutline } from '../model/use-outline.ts';
import { useOutlineActions } from '../model/use-outline-actions.ts';
import { useOutlineKeys } from '../model/use-outline-keys.ts';
import { EmptyOutline } from './EmptyOutline.tsx';
import styles from './Outline.module.css';
import { OutlineColumn } from './OutlineColumn.tsx';

/** The acts of an episode as columns of cards: sequences and beats from its sections, scenes from its headings. */
export function OutlineRoom() {
  const { t } = useLingui();
  const { writable } = useStudio();
  const view = useOutline();
  const actions = useOutlineActions();
  const [said, say] = useState('');
  const board = useRef<HTMLDivElement>(null);
  const { outline, items, eighths } = view;
  const columns = columnsOf(outline);
  const move = useCallback(
    (id: string, place: { before: string | null } | null) => {
      const item = items.get(id);
      const before = place?.before == null ? null : items.get(place.before);
      if (!actions.move(id, place)) return false;
      const title = item?.title ?? '';
      say(before ? t`${title} stands before ${{ next: before.title }} now` : t`${title} stands at the end now`);
      return true;
    },
    [actions, items, t],
  );
  useFocusKept(board, 'data-outline', outline);
  useOutlineKeys({ board, view, actions: { ...actions, move }, writable });
  const scenes = [...items.values()].filter(({ kind }) => kind === 'scene').length;
  const acts = columns.filter(({ act }) => act !== null).length;
  const total = eighthsText(outline.reduce((sum, item) => sum + eighths(item), 0));
  const counts = [
    t`${plural(acts, { one: '# act', other: '# acts' })}`,
    t`${plural(scenes, { one: '# scene', other: '# scenes' })}`,
    t({ message: `${total} pp`, comment: 'Pages of a script, in few letters.' }),
  ].join(' · ');
  useNote(counts);
  const addAct = () => actions.add('act', { before: null });
  return (
    <OutlineBoard value={{ ...view, actions: { ...actions, move } }}>
      <div className={styles.room}>
        {items.size === 0 ? (
          <EmptyOutline onAct={addAct} />
        ) : (
          <div ref={board} className={styles.board} data-testid="outline">
            {columns.map((column) => (
              <OutlineColumn key={column.act?.id ?? 'loose'} column={column} />
            ))}
            {writable ? (
              <Button icon={Plus} variant="quiet" className={styles.newAct} onClick={addAct} data-level={OUTLINE_LEVELS.act}>
                <Trans>New act</Trans>
              </Button>
            ) : null}
          </div>
        )}
        <p className="visually-hidden" role="status">
          {said}
        </p>
      </div>
    </OutlineBoard>
  );
}
