import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Check, MoreHorizontal, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { ConfirmDialog, NameDialog } from '../../../ui/Dialogs.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import { clock } from '../../../ui/timecode.ts';
import { episodeCode, progressOf, STAGE_LABEL } from '../model/progress.ts';
import type { Episode, Series, SeriesActions } from '../model/use-series.ts';
import styles from './Home.module.css';

interface EpisodeTableProps {
  series: Series;
  actions: SeriesActions;
}

export function EpisodeTable({ series, actions }: EpisodeTableProps) {
  const { t } = useLingui();
  const [dialog, setDialog] = useState<{ kind: 'rename' | 'delete'; episode: Episode } | { kind: 'new' } | null>(null);
  const close = () => setDialog(null);
  return (
    <section aria-label={t`Episodes`}>
      <div className={styles.heading}>
        <h2>
          <Trans>Episodes</Trans>
        </h2>
        <span className={styles.count}>
          <Plural value={{ count: series.episodes.length }} one="# episode" other="# episodes" />
        </span>
        <Button icon={Plus} onClick={() => setDialog({ kind: 'new' })}>
          <Trans>New episode</Trans>
        </Button>
      </div>
      <table className={styles.table}>
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
          {series.episodes.map((episode) => (
            <EpisodeRow
              key={episode.id}
              episode={episode}
              onRename={() => setDialog({ kind: 'rename', episode })}
              onDelete={() => setDialog({ kind: 'delete', episode })}
            />
          ))}
        </tbody>
      </table>
      <p className={styles.dropHint}>
        <Trans>Drop a .fountain or .fdx file anywhere, or paste a script, to make an episode of it.</Trans>
      </p>
      {dialog?.kind === 'new' ? (
        <NameDialog
          title={t`New episode`}
          label={t`Title`}
          action={t`Create`}
          onClose={close}
          onSubmit={(title) => actions.createEpisode.mutate({ seriesId: series.id, title })}
        />
      ) : null}
      {dialog?.kind === 'rename' ? (
        <NameDialog
          title={t`Rename episode`}
          label={t`Title`}
          action={t`Rename`}
          value={dialog.episode.title}
          onClose={close}
          onSubmit={(title) => actions.renameEpisode.mutate({ episodeId: dialog.episode.id, title })}
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

function EpisodeRow({ episode, onRename, onDelete }: { episode: Episode; onRename: () => void; onDelete: () => void }) {
  const { t } = useLingui();
  const progress = progressOf(episode);
  return (
    <tr>
      <td>
        <Link to={`/episodes/${episode.id}/script`} className={styles.episode}>
          <span className={styles.poster}>
            {episode.poster ? <img src={episode.poster} alt="" loading="lazy" /> : <Sketch size="WS" cast={1} />}
          </span>
          <span className={styles.code}>{episodeCode(episode.number)}</span>
          <span className={styles.episodeTitle}>{episode.title}</span>
        </Link>
      </td>
      <td>
        {progress.scenes === 0 ? (
          <Nothing />
        ) : (
          <span className="mono">
            <Trans comment="How many scenes; sc is short for scenes">{{ scenes: progress.scenes }} sc</Trans>
          </span>
        )}
      </td>
      <td>
        {progress.boarded === 0 ? (
          <Nothing />
        ) : (
          <span className="mono">
            <Plural value={{ count: progress.boarded }} one="# shot" other="# shots" />
          </span>
        )}
      </td>
      <td>
        {progress.picture === null ? <Nothing /> : null}
        {progress.picture === 100 ? (
          <span className={styles.done}>
            <Icon of={Check} size={14} />
            <span className="visually-hidden">
              <Trans>Done</Trans>
            </span>
          </span>
        ) : null}
        {progress.picture !== null && progress.picture < 100 ? (
          <span className={styles.share}>
            <Progress tone="plain" percent={progress.picture} label={t`Picture of ${{ title: episode.title }}`} width={44} />
            <span className="mono">{progress.picture}%</span>
          </span>
        ) : null}
      </td>
      <td>{episode.frames === 0 ? <Nothing /> : <span className="mono">{clock(episode.frames / 24)}</span>}</td>
      <td className={styles.stage}>{t(STAGE_LABEL[progress.stage])}</td>
      <td className={styles.more}>
        <Menu
          align="end"
          trigger={<IconButton icon={MoreHorizontal} label={t`Actions for ${{ title: episode.title }}`} />}
          items={[
            { label: t`Rename`, icon: Pencil, onSelect: onRename },
            null,
            { label: t`Delete`, icon: Trash2, danger: true, onSelect: onDelete },
          ]}
        />
      </td>
    </tr>
  );
}

/** An empty cell that says so to everyone. */
function Nothing() {
  return (
    <span className={styles.nothing}>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">
        <Trans>nothing yet</Trans>
      </span>
    </span>
  );
}
