import { Trans, useLingui } from '@lingui/react/macro';
import type { PresetName } from '@trashfire/shared/render/presets';
import { Clock, RotateCcw, TriangleAlert, X } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { priceText } from '../../../ui/money.ts';
import { useQueue } from '../../queue/model/use-queue.ts';
import { priceOf, usePlanQuery, useRequestRender } from '../../render/model/use-render.ts';
import { useStale } from '../../render/model/use-stale.ts';
import type { ShotView } from '../../studio/model/episode-model.ts';
import type { ShotState } from '../../studio/model/shot-state.ts';
import { MOVE_WORDS } from '../model/vocabulary-words.ts';
import styles from './Storyboard.module.css';

/** How the shot stands, always with its reason, and what can be done about it with its price. */
export function ShotStateLine({ view, state }: { view: ShotView; state: ShotState }) {
  const { t } = useLingui();
  const camera = `${view.shot.size}, ${t(MOVE_WORDS[view.shot.move])}`;
  switch (state.kind) {
    case 'stale':
      return <StaleLine view={view} reason={state.reason} />;
    case 'failed':
      return <FailedLine view={view} reason={state.reason} />;
    case 'rendering':
      return (
        <p className={styles.state}>
          <span className={styles.live}>
            <Trans>Rendering</Trans> {state.percent === null ? '' : <span className="mono">{Math.round(state.percent)}%</span>}
          </span>
        </p>
      );
    case 'queued':
      return <QueuedLine view={view} />;
    case 'done': {
      const { take } = state;
      return (
        <p className={styles.state}>
          {camera}
          <span className={styles.end}>
            {t({ message: `Take ${take}`, comment: 'Which attempt at the shot is shown: a number' })}
          </span>
        </p>
      );
    }
    default:
      return (
        <p className={styles.state}>
          {camera}
          <span className={styles.end}>{state.kind === 'still' ? t`Not rendered` : t`Drawing`}</span>
        </p>
      );
  }
}

function QueuedLine({ view }: { view: ShotView }) {
  const { t } = useLingui();
  const { data } = useQueue();
  const task = data?.tasks.find(({ shotId, state }) => shotId === view.id && (state === 'waiting' || state === 'queued'));
  const position = task?.position;
  return (
    <p className={styles.state}>
      <Icon of={Clock} size={12} />
      {position === 1 ? t`Queued, next` : position ? t`Queued, ${position} in line` : t`Queued`}
      {task ? <span className={styles.end}>{priceText(task.price)}</span> : null}
    </p>
  );
}

/** Renders one shot again, at the price the button shows. */
function useRenderOne(view: ShotView, preset: PresetName) {
  const stale = useStale();
  const plan = usePlanQuery(preset, `stale:${stale.state}`, true);
  const request = useRequestRender();
  const start = () => plan.data && request.mutate({ plan: plan.data, shotIds: [view.id] });
  return { price: plan.data ? priceText(priceOf(plan.data, [view.id])) : null, start, busy: request.isPending || !plan.data };
}

function StaleLine({ view, reason }: { view: ShotView; reason: string }) {
  const { price, start, busy } = useRenderOne(view, view.render?.donePreset ?? 'LOW');
  return (
    <p className={styles.state}>
      <span className={styles.staleText} title={reason}>
        <Icon of={TriangleAlert} size={12} />
        <span className="ellipsis">{reason}</span>
      </span>
      <Button size="sm" variant="soft" className={styles.act} disabled={busy} onClick={start}>
        <Trans comment="A button: makes stale shots again">Update</Trans>{' '}
        {price === null ? null : <span className="mono">{price}</span>}
      </Button>
    </p>
  );
}

function FailedLine({ view, reason }: { view: ShotView; reason: string }) {
  const { start, busy } = useRenderOne(view, view.render?.preset ?? 'LOW');
  return (
    <p className={styles.state}>
      <span className={styles.failText} title={reason}>
        <Icon of={X} size={12} />
        <span className="ellipsis">{reason}</span>
      </span>
      <Button size="sm" variant="soft" icon={RotateCcw} className={styles.act} disabled={busy} onClick={start}>
        <Trans>Retry</Trans>
      </Button>
    </p>
  );
}
