import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog, NameDialog } from '../../../ui/Dialogs.tsx';
import { nextTitle } from '../model/next-title.ts';
import { standing } from '../model/standing.ts';
import { useMay } from '../model/use-may.ts';
import { type Episode, type Series, type SeriesActions, usePresent } from '../model/use-series.ts';
import { EpisodeRow } from './EpisodeRow.tsx';
import styles from './Home.module.css';

interface EpisodeTableProps {
  series: Series;
  actions: SeriesActions;
}

export function EpisodeTable({ series, actions }: EpisodeTableProps) {
  const { t } = useLingui();
  const [dialog, setDialog] = useState<{ kind: 'delete'; episode: Episode } | { kind: 'new' } | null>(null);
  const present = usePresent();
  const may = useMay();
  const episodes = standing(series);
  const close = () => setDialog(null);
  return (
    <section aria-label={t`Episodes`}>
      <div className={styles.heading}>
        <h2>
          <Trans>Episodes</Trans>
        </h2>
        <span className={styles.count}>
          <Plural value={{ count: episodes.length }} one="# episode" other="# episodes" />
        </span>
        {may.make ? (
          <Button icon={Plus} onClick={() => setDialog({ kind: 'new' })}>
            <Trans>New episode</Trans>
          </Button>
        ) : null}
      </div>
      <table className={styles.table} hidden={episodes.length === 0}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">
                <Trans>Episode</Trans>
              </span>
            </th>
            <th scope="col">
              <Trans>Script</Trans>
            </th>
            <th scope="col">
              <Trans comment="Column: how many storyboard shots an episode has">Boards</Trans>
            </th>
            <th scope="col">
              <Trans comment="Column: how much of an episode is rendered">Picture</Trans>
            </th>
            <th scope="col">
              <Trans comment="Column: running time of an episode">Length</Trans>
            </th>
            <th scope="col">
              <Trans comment="Column: stage of production">Stage</Trans>
            </th>
            <th scope="col">
              <span className="visually-hidden">
                <Trans>Actions</Trans>
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {episodes.map((episode) => (
            <EpisodeRow
              key={episode.id}
              episode={episode}
              people={present.find(({ id }) => id === episode.id)?.people ?? []}
              actions={actions}
              onDelete={() => setDialog({ kind: 'delete', episode })}
            />
          ))}
        </tbody>
      </table>
      {episodes.length === 0 ? (
        <p className={styles.dropHint}>
          <Trans>No episode is here. Begin a new one, or take one back from Archived.</Trans>
        </p>
      ) : null}
      {may.make ? (
        <p className={styles.dropHint}>
          <Trans>Drop a .fountain or .fdx file anywhere, or paste a script, to make an episode of it.</Trans>
        </p>
      ) : null}
      {dialog?.kind === 'new' ? (
        <NameDialog
          title={t`New episode`}
          label={t`Title`}
          action={t`Create`}
          value={nextTitle(series.episodes)}
          onClose={close}
          onSubmit={(title) => actions.createEpisode.mutate({ seriesId: series.id, title })}
        />
      ) : null}
      {dialog?.kind === 'delete' ? (
        <ConfirmDialog
          title={t`Delete “${{ title: dialog.episode.title }}”?`}
          text={plural(
            { count: dialog.episode.shots },
            {
              one: 'Its script, # shot and its pictures go for everyone in the team. They can be given back from the trash for 30 days.',
              other:
                'Its script, # shots and their pictures go for everyone in the team. They can be given back from the trash for 30 days.',
            },
          )}
          action={t`Delete episode`}
          onClose={close}
          onConfirm={() => actions.deleteEpisode.mutate({ episodeId: dialog.episode.id, title: dialog.episode.title })}
        />
      ) : null}
    </section>
  );
}
