import { Trans, useLingui } from '@lingui/react/macro';
import type { RunStepView } from '@trashfire/shared/api/contract';
import { Check, ChevronRight, Circle, Minus, X } from 'lucide-react';
import { Icon } from '../../../ui/Icon.tsx';
import { Spinner } from '../../../ui/Progress.tsx';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { refKey, refTo } from '../model/ask-refs.ts';
import { useBibleEntries } from '../model/use-agent-context.ts';
import { Citation } from './Citation.tsx';
import styles from './Run.module.css';

/** The steps of a run; each opens to what it did, with what, how long it took and where. */
export function RunSteps({ steps }: { steps: readonly RunStepView[] }) {
  if (steps.length === 0) return null;
  return (
    <ol className={styles.steps} aria-live="polite">
      {steps.map((step) => (
        <li key={step.index} data-state={step.state}>
          <StepMark state={step.state} />
          <details>
            <summary>
              <span>
                {step.label}
                {step.detail === null ? null : <small>{step.detail}</small>}
              </span>
              <span className={styles.chevron}>
                <Icon of={ChevronRight} size={12} />
              </span>
            </summary>
            <StepDetails step={step} />
          </details>
        </li>
      ))}
    </ol>
  );
}

function StepDetails({ step }: { step: RunStepView }) {
  const { t } = useLingui();
  const model = useEpisodeModel();
  const bible = useBibleEntries();
  return (
    <dl className={styles.step}>
      <dt>
        <Trans comment="What the agent used for a step.">Tool</Trans>
      </dt>
      <dd className="mono">{step.tool}</dd>
      {step.ms === null ? null : (
        <>
          <dt>
            <Trans>Took</Trans>
          </dt>
          <dd className="mono">{step.ms < 1000 ? t`${step.ms} ms` : t`${(step.ms / 1000).toFixed(1)} s`}</dd>
        </>
      )}
      {step.about.length === 0 ? null : (
        <>
          <dt>
            <Trans comment="The place in the script or on the board.">Where</Trans>
          </dt>
          <dd className={styles.stepAbout}>
            {step.about.map((about) => (
              <Citation key={refKey(about)} {...about} label={refTo(about.kind, about.id, model, bible)?.label ?? t`Something`} />
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}

function StepMark({ state }: { state: RunStepView['state'] }) {
  if (state === 'running') return <Spinner />;
  const glyph = { done: Check, failed: X, skipped: Minus, planned: Circle }[state];
  return <Icon of={glyph} size={12} />;
}
