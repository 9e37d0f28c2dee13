import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Archive, ArchiveRestore, MoreHorizontal, PackageCheck, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../../ui/Button.tsx';
import { ConfirmDialog, NameDialog } from '../../../ui/Dialogs.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import { standing } from '../model/standing.ts';
import { useMay } from '../model/use-may.ts';
import type { Series, SeriesActions } from '../model/use-series.ts';
import type { useArchives } from '../model/use-transfer.ts';
import archive from './Archive.module.css';
import { ArchiveButton } from './ArchiveButton.tsx';
import styles from './Home.module.css';

interface OtherSeriesProps {
  all: readonly Series[];
  /** The one on the page. */
  series: Series;
  onChoose: (id: string) => void;
  actions: SeriesActions;
  archives: ReturnType<typeof useArchives>;
}

export function OtherSeries({ all, series, onChoose, actions, archives }: OtherSeriesProps) {
  const { t } = useLingui();
  const [dialog, setDialog] = useState<'new' | 'rename' | 'delete' | null>(null);
  const { id: current, title: name } = series;
  const may = useMay();
  const isAside = series.archivedAt !== null;
  const close = () => setDialog(null);
  return (
    <section aria-label={t`Series`}>
      <h2 className={styles.sideTitle}>
        <Trans>Series</Trans>
        <Menu
          align="end"
          trigger={<IconButton icon={MoreHorizontal} label={t`Actions for this series`} />}
          items={[
            ...(may.make ? [{ label: t`Rename series`, icon: Pencil, onSelect: () => setDialog('rename') }] : []),
            { label: t`Save series as one file`, icon: PackageCheck, onSelect: () => archives.save(series) },
            ...(may.make
              ? [
                  {
                    label: isAside ? t`Take series back` : t`Archive series`,
                    icon: isAside ? ArchiveRestore : Archive,
                    onSelect: () => actions.shelveSeries.mutate({ seriesId: current, title: name, aside: !isAside }),
                  },
                ]
              : []),
            ...(may.remove
              ? [null, { label: t`Delete series`, icon: Trash2, danger: true, onSelect: () => setDialog('delete') }]
              : []),
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
                <Plural value={{ count: standing(other).length }} one="# episode" other="# episodes" />
              </span>
            </button>
          ))}
        {may.make ? (
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
        ) : null}
      </div>
      {may.make ? (
        <div className={archive.archiveIn}>
          <ArchiveButton onArchive={archives.bring} />
        </div>
      ) : null}
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
      {dialog === 'rename' ? (
        <NameDialog
          title={t`Rename series`}
          label={t`Title`}
          action={t`Rename`}
          value={series.title}
          onClose={close}
          onSubmit={(title) => actions.renameSeries.mutate({ seriesId: series.id, title, before: name })}
        />
      ) : null}
      {dialog === 'delete' ? (
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
