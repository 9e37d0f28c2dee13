import { Trans, useLingui } from '@lingui/react/macro';
import type { TaskView } from '@trashfire/shared/api/contract';
import { Check, Clock, Minus, X } from 'lucide-react';
import { Link } from 'react-router';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { useProgress } from '../../../collab/presence.ts';
import { serverWords } from '../../../i18n/server-words.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { priceText } from '../../../ui/money.ts';
import { Progress } from '../../../ui/Progress.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import { clock } from '../../../ui/timecode.ts';
import { shownPicture } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import styles from './Queue.module.css';

export function TaskRow({ task }: { task: TaskView }) {
  const { t } = useLingui();
  const model = useEpisodeModel();
  const select = useSelection((state) => state.select);
  const view = task.shotId === null ? undefined : model.shots.get(task.shotId);
  const url = useAssetUrl(view ? shownPicture(view) : null);
  const name = view?.number ?? task.label;
  const target = task.shotId === null ? 'timeline' : 'storyboard';
  return (
    <tr data-state={task.state}>
      <td>
        <span className={styles.job}>
          <span className={styles.thumb}>
            {url ? (
              <img src={url} alt="" loading="lazy" />
            ) : (
              <Sketch size={view?.shot.size ?? 'WS'} cast={view?.shot.cast.length ?? 0} />
            )}
          </span>
          <span>
            <b className="mono">{view?.number ?? ''}</b> {view?.shot.title ?? task.label}
          </span>
        </span>
      </td>
      <td>
        <TaskState task={task} />
      </td>
      <td className="mono">{task.seconds === null ? '–' : clock(task.seconds)}</td>
      <td className="mono">{priceText(task.price)}</td>
      <td>
        <Link
          className={styles.open}
          to={`/episodes/${task.episodeId}/${target}`}
          onClick={() => view && select(view.id, view.sceneId)}
          aria-label={t`Open ${name}`}
        >
          <Trans comment="A button">Open</Trans>
        </Link>
      </td>
    </tr>
  );
}

function TaskState({ task }: { task: TaskView }) {
  const { t } = useLingui();
  const { rendersDoc, episode } = useStudio();
  const progress = useProgress(rendersDoc.awareness);
  const live = progress[task.shotId ?? episode.id];
  const { label, position, attempts } = task;
  const attempt = attempts > 1 ? ` ${t`(attempt ${attempts})`}` : '';
  switch (task.state) {
    case 'running': {
      const percent = live ?? task.percent;
      return (
        <span className={styles.running}>
          <Progress percent={percent} label={t`Rendering ${label}`} width={110} />
          <span className="mono">{percent === null ? '' : `${Math.round(percent)}%`}</span>
          {attempt}
        </span>
      );
    }
    case 'waiting':
    case 'queued':
      return (
        <span className={styles.state}>
          <Icon of={Clock} size={14} />
          {position === null ? t`Queued` : t`Queued, ${position} in line`}
          {attempt}
        </span>
      );
    case 'done':
      return (
        <span className={styles.state}>
          <Icon of={Check} size={14} />
          <Trans>Done</Trans>
        </span>
      );
    case 'failed':
      return (
        <span className={`${styles.state} ${styles.failed}`}>
          <Icon of={X} size={14} />
          {task.reason === null ? t`Failed` : serverWords(task.reason)}
          {attempt}
        </span>
      );
    default:
      return (
        <span className={styles.state}>
          <Icon of={Minus} size={14} />
          <Trans>Cancelled</Trans>
        </span>
      );
  }
}
