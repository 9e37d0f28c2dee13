import { Trans, useLingui } from '@lingui/react/macro';
import { can } from '@trashfire/shared/access/roles';
import type { RenderView } from '@trashfire/shared/api/contract';
import type { PresetName } from '@trashfire/shared/render/presets';
import { Sparkle } from 'lucide-react';
import { useState } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Popover } from '../../../ui/Popover.tsx';
import { Price } from '../../../ui/Price.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { useRenderActions } from '../../queue/model/use-queue.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCut, usePlan } from '../../studio/model/use-plan.ts';
import { useLatestRender, usePlanQuery } from '../model/use-render.ts';
import { useRenderPercent } from '../model/use-render-percent.ts';
import { NoShotsYet } from './NoShotsYet.tsx';
import { PlanSummary } from './PlanSummary.tsx';
import styles from './Render.module.css';

/** The one button that spends: shows the price, what it buys, and how far it is. */
export function GenerateButton() {
  const { t } = useLingui();
  const { me } = useStudio();
  const open = useUi((ui) => ui.generate);
  const setUi = useUi((ui) => ui.set);
  const setOpen = (generate: boolean) => setUi({ generate });
  const { preset: watched } = useCut();
  const [chosen, setChosen] = useState<PresetName | null>(null);
  const preset = chosen ?? watched;
  const render = useLatestRender();
  const { plan } = usePlan();
  const state = planState(plan?.shots.map(({ shot }) => shot.revision) ?? [], render);
  const shots = plan?.shots.length ?? 0;
  const offer = usePlanQuery(preset, state, shots > 0 && render?.state !== 'open');
  if (!can(me.role, 'render.request')) return null;
  const running = render?.state === 'open';
  return (
    <Popover
      label={t`Generate the episode`}
      open={open}
      onOpenChange={setOpen}
      trigger={
        running ? (
          <RunningButton render={render} />
        ) : (
          <Button
            variant="generate"
            icon={Sparkle}
            className={styles.generate}
            {...(offer.data ? { price: <Price micros={offer.data.price} /> } : {})}
          >
            <span className={styles.generateWord}>
              <Trans comment="A button">Generate</Trans>
            </span>
          </Button>
        )
      }
    >
      <div className={styles.sheet}>
        {running ? (
          <Running render={render} />
        ) : plan !== null && shots === 0 ? (
          <NoShotsYet onDone={() => setOpen(false)} />
        ) : (
          <PlanSummary
            preset={preset}
            onPreset={setChosen}
            plan={offer.data ?? null}
            problem={offer.error}
            before={render}
            onDone={() => setOpen(false)}
          />
        )}
      </div>
    </Popover>
  );
}

/** A short name of everything that may change the api's answer. */
function planState(revisions: readonly string[], render: RenderView | null): string {
  return `${revisions.map((revision) => revision.slice(0, 6)).join('')}:${render?.id ?? ''}:${render?.state ?? ''}`;
}

/** Props come from the popover, which makes this its trigger. */
function RunningButton({ render, ...trigger }: { render: RenderView } & React.ComponentProps<'button'>) {
  const { t } = useLingui();
  const percent = useRenderPercent(render);
  const { done, total, episodeTitle } = render;
  const whole = Math.round(percent);
  return (
    <button {...trigger} type="button" className={styles.running} aria-label={t`Rendering ${done}/${total}, ${whole} percent`}>
      <span className={styles.runningWords}>
        <span className={styles.runningWord}>
          <Trans>Rendering</Trans>{' '}
        </span>
        <span className="mono">
          {done}/{total}
        </span>
      </span>
      <Progress percent={percent} label={t`Rendering ${episodeTitle}`} />
    </button>
  );
}

function Running({ render }: { render: RenderView }) {
  const { t } = useLingui();
  const { cancel } = useRenderActions();
  const { done, total, fromCache, askedBy } = render;
  const percent = useRenderPercent(render);
  return (
    <>
      <h2 className={styles.sheetTitle}>
        <Trans>Rendering</Trans>
      </h2>
      <Progress percent={percent} label={t`All shots`} />
      <p className={styles.sheetText} role="status">
        <Trans>
          {done} of {total} shots, {fromCache} from cache. Asked by {askedBy}.
        </Trans>
      </p>
      <div className={styles.sheetActions}>
        <Button onClick={() => cancel.mutate(render.id)} disabled={cancel.isPending}>
          {cancel.isPending ? t`Cancelling` : t`Cancel`}
        </Button>
      </div>
      <p className={styles.sheetHint}>
        <Trans>What is done stays done. Only what was made is charged.</Trans>
      </p>
    </>
  );
}
