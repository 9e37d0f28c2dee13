import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { RunView } from '@trashfire/shared/api/contract';
import { Check, Circle, Minus, X } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { Diamond } from '../../../ui/Diamond.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { priceText } from '../../../ui/money.ts';
import { Progress, Spinner } from '../../../ui/Progress.tsx';
import { clock } from '../../../ui/timecode.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { askWords } from '../model/ask-words.ts';
import { usePostChat, useStopRun } from '../model/use-chat.ts';
import { isOver } from '../model/use-runs.ts';
import styles from './Chat.module.css';

interface RunCardProps {
  run: RunView;
  /** Only the newest run offers what to do next. */
  last: boolean;
}

const STATE_WORDS = {
  queued: msg({ message: 'Waiting', comment: 'The agent.' }),
  running: msg({ message: 'Working', comment: 'The agent.' }),
  done: msg`Done`,
  stopped: msg`Stopped`,
  failed: msg`Failed`,
} as const;

/** What the agent does, step by step, what it cost, and Stop. */
export function RunCard({ run, last }: RunCardProps) {
  const { t } = useLingui();
  const { episode } = useStudio();
  const stop = useStopRun(episode.id);
  const ask = usePostChat(episode.id);
  const live = !isOver(run);
  const done = run.steps.filter((step) => step.state === 'done' || step.state === 'skipped').length;
  return (
    <section className={styles.run} data-live={live} aria-label={t`Agent run: ${{ task: run.task }}`}>
      <header className={styles.runHead}>
        <Diamond size={16} />
        <span className="ellipsis">{run.task}</span>
        <span className="mono">{live ? `${done}/${run.steps.length}` : durationOf(run)}</span>
      </header>
      {live ? <Progress percent={run.steps.length === 0 ? null : (100 * done) / run.steps.length} label={run.task} /> : null}
      {run.steps.length === 0 ? null : (
        <ol className={styles.steps} aria-live="polite">
          {run.steps.map((step) => (
            <li key={step.index} data-state={step.state}>
              <StepMark state={step.state} />
              <span>
                {step.label}
                {step.detail === null ? null : <small>{step.detail}</small>}
              </span>
            </li>
          ))}
        </ol>
      )}
      {run.reason === null ? null : <p className={styles.reason}>{run.reason}</p>}
      <footer className={styles.runFoot}>
        <span>
          {t(STATE_WORDS[run.state])} · {run.model} · {priceText(run.cost)}
        </span>
        {live ? (
          <Button size="sm" onClick={() => stop.mutate(run.id)} disabled={stop.isPending}>
            {stop.isPending ? <Trans>Stopping</Trans> : <Trans>Stop</Trans>}
          </Button>
        ) : null}
      </footer>
      {!live && last && run.offers.length > 0 ? (
        <div className={styles.offers}>
          {run.offers.map((offer) => (
            <Button key={offer.ask} size="sm" disabled={ask.isPending} onClick={() => ask.mutate({ text: offer.ask, ask: true })}>
              {t(askWords(offer.label))}
            </Button>
          ))}
        </div>
      ) : null}
    </section>
  );
}

function durationOf({ startedAt, finishedAt }: RunView): string {
  if (startedAt === null || finishedAt === null) return '';
  return clock((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
}

function StepMark({ state }: { state: RunView['steps'][number]['state'] }) {
  if (state === 'running') return <Spinner />;
  const glyph = { done: Check, failed: X, skipped: Minus, planned: Circle }[state];
  return <Icon of={glyph} size={12} />;
}
