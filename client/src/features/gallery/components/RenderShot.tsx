import { Trans, useLingui } from '@lingui/react/macro';
import { can } from '@trashfire/shared/access/roles';
import { Sparkle } from 'lucide-react';
import { errorWords } from '../../../i18n/server-words.ts';
import { Button } from '../../../ui/Button.tsx';
import { Price } from '../../../ui/Price.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { priceOf, usePlanQuery, useRequestRender } from '../../render/model/use-render.ts';
import { useStale } from '../../render/model/use-stale.ts';
import type { ShotView } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useShotStates } from '../../studio/model/use-plan.ts';
import styles from './Page.module.css';

/** Renders the shot as it is now, at the price on the button; while it renders, how far that is. */
export function RenderShot({ view }: { view: ShotView }) {
  const { t } = useLingui();
  const { me } = useStudio();
  const state = useShotStates()(view);
  const stale = useStale();
  const preset = view.render?.donePreset ?? 'LOW';
  const plan = usePlanQuery(preset, `stale:${stale.state}`, view.clip !== null);
  const request = useRequestRender();
  const { number } = view;
  if (view.clip === null || !can(me.role, 'render.request')) return null;
  if (state.kind === 'rendering' || state.kind === 'queued') {
    const percent = state.kind === 'rendering' ? state.percent : 0;
    return (
      <div className={styles.progress}>
        <Progress percent={percent} label={t`Rendering shot ${number}`} />
        <span className="mono" role="status">
          {state.kind === 'queued' ? t`Queued` : percent === null ? t`Rendering` : `${Math.round(percent)}%`}
        </span>
      </div>
    );
  }
  const offer = plan.data?.shots.find(({ shotId }) => shotId === view.id);
  if (plan.data === undefined || offer === undefined || offer.state !== 'needed') return null;
  const { data } = plan;
  return (
    <div className={styles.progress}>
      <Button
        variant="generate"
        icon={Sparkle}
        price={<Price micros={priceOf(data, [view.id])} />}
        disabled={request.isPending}
        onClick={() => request.mutate({ plan: data, shotIds: [view.id] })}
      >
        <Trans>Render shot {number}</Trans>
      </Button>
      {request.error ? (
        <span className={styles.problem} role="alert">
          {errorWords(request.error)}
        </span>
      ) : null}
    </div>
  );
}
