import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { sceneIdsIn } from '@trashfire/shared/document/outline';
import { eighthsText } from '@trashfire/shared/layout/eighths';
import { Plus } from 'lucide-react';
import type { DragEvent } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useBoard } from '../model/outline-board.ts';
import { type OutlineColumn as Column, endOfColumn, placeAtEnd } from '../model/outline-order.ts';
import { useOutlineUi } from '../model/outline-ui.ts';
import styles from './Outline.module.css';
import { OutlineCard } from './OutlineCard.tsx';

/** Marks what hangs over the end of a column and not over a card. */
const END = (act: string | null): string => `end:${act ?? ''}`;

/** An act: its title and synopsis, its cards, and what can be added at its end. */
export function OutlineColumn({ column: { act, items } }: { column: Column }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const { outline, eighths, actions } = useBoard();
  const drag = useOutlineUi((ui) => ui.drag);
  const set = useOutlineUi((ui) => ui.set);
  const all = act === null ? items : [act];
  const scenes = all.flatMap(sceneIdsIn).length;
  const total = eighthsText(all.reduce((sum, item) => sum + eighths(item), 0));
  const over = END(act?.id ?? null);
  const place = drag === null ? null : placeAtEnd(outline, drag.id, act);
  const onDragOver = (event: DragEvent) => {
    if (drag === null || place === null) return;
    event.preventDefault();
    if (drag.over !== over) set({ drag: { ...drag, over, below: true } });
  };
  const onDrop = (event: DragEvent) => {
    if (drag === null) return;
    event.preventDefault();
    actions.move(drag.id, place);
    set({ drag: null });
  };
  const end = endOfColumn(outline, act);
  const label = act === null ? t`Before the first act` : act.title;
  return (
    <section className={styles.column} aria-label={label} onDragOver={onDragOver} onDrop={onDrop}>
      {act === null ? <h2 className={styles.loose}>{label}</h2> : <OutlineCard item={act} />}
      <p className={styles.sum}>
        <Plural value={{ count: scenes }} one="# scene" other="# scenes" />
        {scenes > 0 ? ` · ${t({ message: `${total} pp`, comment: 'Pages of a script, in few letters.' })}` : null}
      </p>
      <ol className={styles.cards}>
        {items.map((item) => (
          <li key={item.id}>
            <OutlineCard item={item} />
          </li>
        ))}
      </ol>
      <div className={cx(styles.end, drag?.over === over && place !== null && styles.endOver)}>
        {writable ? (
          <>
            <Button icon={Plus} variant="quiet" size="sm" onClick={() => actions.add('sequence', end)}>
              <Trans>Sequence</Trans>
            </Button>
            <Button icon={Plus} variant="quiet" size="sm" onClick={() => actions.add('beat', end)}>
              <Trans comment="A step of a story, as screenwriters say it.">Beat</Trans>
            </Button>
          </>
        ) : null}
      </div>
    </section>
  );
}
