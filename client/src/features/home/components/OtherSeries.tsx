import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { MoreHorizontal, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../../ui/Button.tsx';
import { ConfirmDialog, NameDialog } from '../../../ui/Dialogs.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import type { Series, SeriesActions } from '../model/use-series.ts';
import styles from './Home.module.css';

interface OtherSeriesProps {
  all: readonly Series[];
  current: string;
  onChoose: (id: string) => void;
  actions: SeriesActions;
}

export function OtherSeries({ all, current, onChoose, actions }: OtherSeriesProps) {
  const { t } = useLingui();
  const [dialog, setDialog] = useState<'new' | 'rename' | 'delete' | null>(null);
  const series = all.find(({ id }) => id === current);
  const close = () => setDialog(null);
  return (
    <section aria-label={t`Series`}>
      <h2 className={styles.sideTitle}>
        <Trans>Series</Trans>
        <Menu
          align="end"
          trigger={<IconButton icon={MoreHorizontal} label={t`Actions for this series`} />}
          items={[
            { label: t`Rename series`, icon: Pencil, onSelect: () => setDialog('rename') },
            null,
            { label: t`Delete series`, icon: Trash2, danger: true, onSelect: () => setDialog('delete') },
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
                <Plural value={{ count: other.episodes.length }} one="# episode" other="# episodes" />
              </span>
            </button>
          ))}
        <button type="button" className={styles.tile} onClick={() => setDialog('new')}>
          <span className={styles.tileFrame}>
            <Icon of={Plus} size={18} />
          </span>
          <span className={styles.cardTitle}>
            <Trans>Start a series</Trans>
          </span>
          <span className={styles.cardText}>
            <Trans>From a title and a line</Trans>
          </span>
        </button>
      </div>
      {dialog === 'new' ? (
        <NameDialog
          title={t`Start a series`}
          label={t`Title`}
          also={t`What is it about, in a line`}
          action={t`Create`}
          onClose={close}
          onSubmit={(title, logline) => actions.createSeries.mutate({ title, logline }, { onSuccess: ({ id }) => onChoose(id) })}
        />
      ) : null}
      {dialog === 'rename' && series ? (
        <NameDialog
          title={t`Rename series`}
          label={t`Title`}
          action={t`Rename`}
          value={series.title}
          onClose={close}
          onSubmit={(title) => actions.renameSeries.mutate({ seriesId: series.id, title })}
        />
      ) : null}
      {dialog === 'delete' && series ? (
        <ConfirmDialog
          title={t`Delete “${{ title: series.title }}”?`}
          text={plural(
            { count: series.episodes.length },
            {
              one: 'The bible, # episode and its pictures go for everyone in the team. They can be given back from the trash for 30 days.',
              other:
                'The bible, all # episodes and their pictures go for everyone in the team. They can be given back from the trash for 30 days.',
            },
          )}
          action={t`Delete series`}
          onClose={close}
          onConfirm={() => actions.deleteSeries.mutate({ seriesId: series.id, title: series.title })}
        />
      ) : null}
    </section>
  );
}
