import { can } from '@trashfire/shared/access/roles';
import type { RenderView } from '@trashfire/shared/api/contract';
import type { PresetName } from '@trashfire/shared/render/presets';
import { Sparkle } from 'lucide-react';
import { useState } from 'react';
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
  const { me } = useStudio();
  const [open, setOpen] = useState(false);
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
      label="Generate the episode"
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
            <span className={styles.generateWord}>Generate</span>
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
  const percent = useRenderPercent(render);
  return (
    <button
      {...trigger}
      type="button"
      className={styles.running}
      aria-label={`Rendering ${render.done}/${render.total}, ${Math.round(percent)} percent`}
    >
      <span className={styles.runningWords}>
        <span className={styles.runningWord}>Rendering </span>
        <span className="mono">
          {render.done}/{render.total}
        </span>
      </span>
      <Progress percent={percent} label={`Rendering ${render.episodeTitle}`} />
    </button>
  );
}

function Running({ render }: { render: RenderView }) {
  const { cancel } = useRenderActions();
  const percent = useRenderPercent(render);
  return (
    <>
      <h2 className={styles.sheetTitle}>Rendering</h2>
      <Progress percent={percent} label="All shots" />
      <p className={styles.sheetText} role="status">
        {render.done} of {render.total} shots, {render.fromCache} from cache. Asked by {render.askedBy}.
      </p>
      <div className={styles.sheetActions}>
        <Button onClick={() => cancel.mutate(render.id)} disabled={cancel.isPending}>
          {cancel.isPending ? 'Cancelling' : 'Cancel'}
        </Button>
      </div>
      <p className={styles.sheetHint}>What is done stays done. Only what was made is charged.</p>
    </>
  );
}
