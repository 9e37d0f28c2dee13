import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { PlanView, RenderView } from '@trashfire/shared/api/contract';
import { PRESETS, type PresetName } from '@trashfire/shared/render/presets';
import { RotateCcw, Sparkle } from 'lucide-react';
import { errorWords, serverWords } from '../../../i18n/server-words.ts';
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
  const { t } = useLingui();
  const request = useRequestRender();
  const { resume } = useRenderActions();
  const { cut, preset: watched } = useCut();
  const stopped = before !== null && (before.state === 'cancelled' || before.state === 'failed') ? before : null;
  return (
    <>
      <h2 className={styles.sheetTitle}>
        <Trans>Generate the episode</Trans>
      </h2>
      <fieldset className={styles.presets}>
        <legend className="visually-hidden">
          <Trans context="of the film in lines">Size</Trans>
        </legend>
        {(Object.keys(PRESETS) as PresetName[]).map((name) => (
          <Chip key={name} selected={name === preset} onClick={() => onPreset(name)}>
            <Trans comment="Lines of the film at frames in a second: 1080p at 24">
              {{ height: PRESETS[name].height }}p at {{ fps: PRESETS[name].fps }}
            </Trans>
          </Chip>
        ))}
      </fieldset>
      {problem ? (
        <p className={styles.problem} role="alert">
          {errorWords(problem)}
        </p>
      ) : null}
      {plan ? <Offer plan={plan} /> : problem ? null : <Skeleton height={38} />}
      {stopped ? (
        <p className={styles.sheetText}>
          <Stopped render={stopped} />
        </p>
      ) : null}
      <div className={styles.sheetActions}>
        {cut?.asset ? <WatchButton preset={watched} onDone={onDone} /> : null}
        {stopped ? (
          <Button icon={RotateCcw} disabled={resume.isPending} onClick={() => resume.mutate(stopped.id, { onSuccess: onDone })}>
            <Trans>Resume</Trans>
          </Button>
        ) : null}
        <Button
          variant="generate"
          icon={Sparkle}
          disabled={plan === null || plan.shots.length === 0 || request.isPending}
          {...(plan ? { price: <Price micros={plan.price} /> } : {})}
          onClick={() => plan && request.mutate({ plan }, { onSuccess: onDone })}
        >
          {request.isPending ? t`Starting` : t`Approve`}
        </Button>
      </div>
    </>
  );
}

function Stopped({ render }: { render: RenderView }) {
  const { t } = useLingui();
  const { done, total } = render;
  if (render.state !== 'failed') {
    return (
      <Trans>
        The last one was cancelled after {done} of {total} shots.
      </Trans>
    );
  }
  const reason = render.reason === null ? t`no reason was given` : serverWords(render.reason);
  return (
    <Trans>
      The last one failed: {reason} after {done} of {total} shots.
    </Trans>
  );
}

function Offer({ plan }: { plan: PlanView }) {
  const { t } = useLingui();
  const cached = plan.shots.filter((shot) => shot.state === 'cached').length;
  const { engine } = plan;
  const shots = plan.shots.length;
  const seconds = Math.ceil(plan.seconds);
  const price = priceText(plan.price);
  const more = plan.notes.length - NOTES_SHOWN;
  return (
    <>
      <p className={styles.offer} data-testid="plan-summary">
        <Trans>
          <Plural value={shots} one="# shot" other="# shots" />, {cached} from cache, ~{seconds} s, {price}
        </Trans>
      </p>
      <p className={styles.sheetHint}>
        <Trans>Drawn by {engine}. This price is the ceiling; nothing more is charged.</Trans>
      </p>
      {plan.notes.length === 0 ? null : (
        <ul className={styles.notes} aria-label={t`Worth knowing`}>
          {plan.notes.slice(0, NOTES_SHOWN).map((note) => (
            <li key={note}>{note}</li>
          ))}
          {more > 0 ? (
            <li>
              <Trans comment="Ends a list of notes">and {more} more</Trans>
            </li>
          ) : null}
        </ul>
      )}
    </>
  );
}
