import { MoreHorizontal, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import type { Series, SeriesActions } from '../model/use-series.ts';
import { ConfirmDialog, NameDialog } from './Dialogs.tsx';
import styles from './Home.module.css';

interface OtherSeriesProps {
  all: readonly Series[];
  current: string;
  onChoose: (id: string) => void;
  actions: SeriesActions;
}

export function OtherSeries({ all, current, onChoose, actions }: OtherSeriesProps) {
  const [dialog, setDialog] = useState<'new' | 'rename' | 'delete' | null>(null);
  const series = all.find(({ id }) => id === current);
  const close = () => setDialog(null);
  return (
    <section aria-label="Series">
      <h2 className={styles.sideTitle}>
        Series
        <Menu
          align="end"
          trigger={<IconButton icon={MoreHorizontal} label="Actions for this series" />}
          items={[
            { label: 'Rename series', icon: Pencil, onSelect: () => setDialog('rename') },
            null,
            { label: 'Delete series', icon: Trash2, danger: true, onSelect: () => setDialog('delete') },
          ]}
        />
      </h2>
      <div className={styles.tiles}>
        {all
          .filter(({ id }) => id !== current)
          .map((other) => (
            <button key={other.id} type="button" className={styles.tile} onClick={() => onChoose(other.id)}>
              <span className={styles.tileFrame}>
                {other.poster ? <img src={other.poster} alt="" /> : <Sketch size="CU" cast={1} />}
              </span>
              <span className={styles.cardTitle}>{other.title}</span>
              <span className={styles.cardText}>
                {other.episodes.length === 1 ? '1 episode' : `${other.episodes.length} episodes`}
              </span>
            </button>
          ))}
        <button type="button" className={styles.tile} onClick={() => setDialog('new')}>
          <span className={styles.tileFrame}>
            <Icon of={Plus} size={18} />
          </span>
          <span className={styles.cardTitle}>Start a series</span>
          <span className={styles.cardText}>From a title and a line</span>
        </button>
      </div>
      {dialog === 'new' ? (
        <NameDialog
          title="Start a series"
          label="Title"
          also="What is it about, in a line"
          action="Create"
          onClose={close}
          onSubmit={(title, logline) => actions.createSeries.mutate({ title, logline }, { onSuccess: ({ id }) => onChoose(id) })}
        />
      ) : null}
      {dialog === 'rename' && series ? (
        <NameDialog
          title="Rename series"
          label="Title"
          action="Rename"
          value={series.title}
          onClose={close}
          onSubmit={(title) => actions.renameSeries.mutate({ seriesId: series.id, title })}
        />
      ) : null}
      {dialog === 'delete' && series ? (
        <ConfirmDialog
          title={`Delete “${series.title}”?`}
          text={`The bible, all ${series.episodes.length} episodes and their pictures go for everyone in the team. This cannot be undone.`}
          action="Delete series"
          onClose={close}
          onConfirm={() => actions.deleteSeries.mutate({ seriesId: series.id, title: series.title })}
        />
      ) : null}
    </section>
  );
}
