import type { PlanView, RenderView } from '@trashfire/shared/api/contract';
import { asAppError } from '@trashfire/shared/errors/app-error';
import { PRESETS, type PresetName } from '@trashfire/shared/render/presets';
import { RotateCcw, Sparkle } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { priceText } from '../../../ui/money.ts';
import { Price } from '../../../ui/Price.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useRenderActions } from '../../queue/model/use-queue.ts';
import { useCut } from '../../studio/model/use-plan.ts';
import { useRequestRender } from '../model/use-render.ts';
import styles from './Render.module.css';
import { WatchButton } from './WatchButton.tsx';

interface PlanSummaryProps {
  preset: PresetName;
  onPreset: (preset: PresetName) => void;
  plan: PlanView | null;
  problem: Error | null;
  /** The request before, which may be taken up again. */
  before: RenderView | null;
  onDone: () => void;
}

const NOTES_SHOWN = 4;

/** What a click would make, how long it takes and what it costs, before the click. */
export function PlanSummary({ preset, onPreset, plan, problem, before, onDone }: PlanSummaryProps) {
  const request = useRequestRender();
  const { resume } = useRenderActions();
  const { cut, preset: watched } = useCut();
  const stopped = before !== null && (before.state === 'cancelled' || before.state === 'failed') ? before : null;
  return (
    <>
      <h2 className={styles.sheetTitle}>Generate the episode</h2>
      <fieldset className={styles.presets}>
        <legend className="visually-hidden">Size</legend>
        {(Object.keys(PRESETS) as PresetName[]).map((name) => (
          <Chip key={name} selected={name === preset} onClick={() => onPreset(name)}>
            {PRESETS[name].height}p at {PRESETS[name].fps}
          </Chip>
        ))}
      </fieldset>
      {problem ? (
        <p className={styles.problem} role="alert">
          {asAppError(problem).message}
        </p>
      ) : null}
      {plan ? <Offer plan={plan} /> : problem ? null : <Skeleton height={38} />}
      {stopped ? (
        <p className={styles.sheetText}>
          The last one {stopped.state === 'failed' ? `failed: ${stopped.reason ?? 'no reason was given'}` : 'was cancelled'} after{' '}
          {stopped.done} of {stopped.total} shots.
        </p>
      ) : null}
      <div className={styles.sheetActions}>
        {cut?.asset ? <WatchButton preset={watched} onDone={onDone} /> : null}
        {stopped ? (
          <Button icon={RotateCcw} disabled={resume.isPending} onClick={() => resume.mutate(stopped.id, { onSuccess: onDone })}>
            Resume
          </Button>
        ) : null}
        <Button
          variant="generate"
          icon={Sparkle}
          disabled={plan === null || plan.shots.length === 0 || request.isPending}
          {...(plan ? { price: <Price micros={plan.price} /> } : {})}
          onClick={() => plan && request.mutate({ plan }, { onSuccess: onDone })}
        >
          {request.isPending ? 'Starting' : 'Approve'}
        </Button>
      </div>
    </>
  );
}

function Offer({ plan }: { plan: PlanView }) {
  const cached = plan.shots.filter((shot) => shot.state === 'cached').length;
  return (
    <>
      <p className={styles.offer} data-testid="plan-summary">
        {plan.shots.length === 1 ? '1 shot' : `${plan.shots.length} shots`}, {cached} from cache, ~{Math.ceil(plan.seconds)} s,{' '}
        {priceText(plan.price)}
      </p>
      <p className={styles.sheetHint}>Drawn by {plan.engine}. This price is the ceiling; nothing more is charged.</p>
      {plan.notes.length === 0 ? null : (
        <ul className={styles.notes} aria-label="Worth knowing">
          {plan.notes.slice(0, NOTES_SHOWN).map((note) => (
            <li key={note}>{note}</li>
          ))}
          {plan.notes.length > NOTES_SHOWN ? <li>and {plan.notes.length - NOTES_SHOWN} more</li> : null}
        </ul>
      )}
    </>
  );
}
