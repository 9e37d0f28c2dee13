import { Check, MoreHorizontal, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import { clock } from '../../../ui/timecode.ts';
import { episodeCode, progressOf } from '../model/progress.ts';
import type { Episode, Series, SeriesActions } from '../model/use-series.ts';
import { ConfirmDialog, NameDialog } from './Dialogs.tsx';
import styles from './Home.module.css';

interface EpisodeTableProps {
  series: Series;
  actions: SeriesActions;
}

export function EpisodeTable({ series, actions }: EpisodeTableProps) {
  const [dialog, setDialog] = useState<{ kind: 'rename' | 'delete'; episode: Episode } | { kind: 'new' } | null>(null);
  const close = () => setDialog(null);
  return (
    <section aria-label="Episodes">
      <div className={styles.heading}>
        <h2>Episodes</h2>
        <span className={styles.count}>{series.episodes.length === 1 ? '1 episode' : `${series.episodes.length} episodes`}</span>
        <Button icon={Plus} onClick={() => setDialog({ kind: 'new' })}>
          New episode
        </Button>
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Episode</span>
            </th>
            <th scope="col">Script</th>
            <th scope="col">Boards</th>
            <th scope="col">Picture</th>
            <th scope="col">Length</th>
            <th scope="col">Stage</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
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
      <p className={styles.dropHint}>Drop a .fountain file anywhere, or paste a script, to make an episode of it.</p>
      {dialog?.kind === 'new' ? (
        <NameDialog
          title="New episode"
          label="Title"
          action="Create"
          onClose={close}
          onSubmit={(title) => actions.createEpisode.mutate({ seriesId: series.id, title })}
        />
      ) : null}
      {dialog?.kind === 'rename' ? (
        <NameDialog
          title="Rename episode"
          label="Title"
          action="Rename"
          value={dialog.episode.title}
          onClose={close}
          onSubmit={(title) => actions.renameEpisode.mutate({ episodeId: dialog.episode.id, title })}
        />
      ) : null}
      {dialog?.kind === 'delete' ? (
        <ConfirmDialog
          title={`Delete “${dialog.episode.title}”?`}
          text={`Its script, ${dialog.episode.shots} shots and their pictures go for everyone in the team. This cannot be undone.`}
          action="Delete episode"
          onClose={close}
          onConfirm={() => actions.deleteEpisode.mutate({ episodeId: dialog.episode.id, title: dialog.episode.title })}
        />
      ) : null}
    </section>
  );
}

function EpisodeRow({ episode, onRename, onDelete }: { episode: Episode; onRename: () => void; onDelete: () => void }) {
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
      <td>{progress.scenes === 0 ? <Nothing /> : <span className="mono">{progress.scenes} sc</span>}</td>
      <td>{progress.boarded === 0 ? <Nothing /> : <span className="mono">{progress.boarded} shots</span>}</td>
      <td>
        {progress.picture === null ? <Nothing /> : null}
        {progress.picture === 100 ? (
          <span className={styles.done}>
            <Icon of={Check} size={14} />
            <span className="visually-hidden">Done</span>
          </span>
        ) : null}
        {progress.picture !== null && progress.picture < 100 ? (
          <span className={styles.share}>
            <Progress tone="plain" percent={progress.picture} label={`Picture of ${episode.title}`} width={44} />
            <span className="mono">{progress.picture}%</span>
          </span>
        ) : null}
      </td>
      <td>{episode.frames === 0 ? <Nothing /> : <span className="mono">{clock(episode.frames / 24)}</span>}</td>
      <td className={styles.stage}>{progress.stage}</td>
      <td className={styles.more}>
        <Menu
          align="end"
          trigger={<IconButton icon={MoreHorizontal} label={`Actions for ${episode.title}`} />}
          items={[
            { label: 'Rename', icon: Pencil, onSelect: onRename },
            null,
            { label: 'Delete', icon: Trash2, danger: true, onSelect: onDelete },
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
      <span className="visually-hidden">nothing yet</span>
    </span>
  );
}
