import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { can } from '@trashfire/shared/access/roles';
import type { RunView } from '@trashfire/shared/api/contract';
import { RotateCcw } from 'lucide-react';
import { serverWords } from '../../../i18n/server-words.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Button } from '../../../ui/Button.tsx';
import { priceText } from '../../../ui/money.ts';
import { Progress } from '../../../ui/Progress.tsx';
import { clock } from '../../../ui/timecode.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { askWords } from '../model/ask-words.ts';
import { canRetry } from '../model/chat-pages.ts';
import { isOver } from '../model/run-list.ts';
import { usePostChat, useStopRun } from '../model/use-chat.ts';
import { useSend } from '../model/use-send.ts';
import styles from './Run.module.css';
import { RunSteps } from './RunSteps.tsx';

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

/** What the agent does for whom, step by step, what it cost, Stop, and once more. */
export function RunCard({ run, last }: RunCardProps) {
  const { t } = useLingui();
  const { episode, me } = useStudio();
  const stop = useStopRun(episode.id);
  const ask = usePostChat(episode.id);
  const { send } = useSend();
  const live = !isOver(run);
  const done = run.steps.filter((step) => step.state === 'done' || step.state === 'skipped').length;
  const { name, color } = run.askedBy;
  const retry = () => send({ text: run.task, ask: true, context: run.context, mentions: [] });
  return (
    <section className={styles.run} data-live={live} aria-label={t`Agent run: ${{ task: run.task }}`}>
      <header className={styles.runHead}>
        <Avatar name={name} color={color} size={16} />
        <span className="visually-hidden">{t`Asked by ${name}:`}</span>
        <span className="ellipsis" title={run.task}>
          {run.task}
        </span>
        <span className="mono">{live ? `${done}/${run.steps.length}` : durationOf(run)}</span>
      </header>
      {live ? <Progress percent={run.steps.length === 0 ? null : (100 * done) / run.steps.length} label={run.task} /> : null}
      <RunSteps steps={run.steps} />
      {run.reason === null ? null : <p className={styles.reason}>{serverWords(run.reason)}</p>}
      <footer className={styles.runFoot}>
        <span>
          {t(STATE_WORDS[run.state])} · {run.model} · {priceText(run.cost)}
        </span>
        {live ? (
          <Button size="sm" onClick={() => stop.mutate(run.id)} disabled={stop.isPending}>
            {stop.isPending ? <Trans>Stopping</Trans> : <Trans>Stop</Trans>}
          </Button>
        ) : canRetry(run) && can(me.role, 'agent.run') ? (
          <Button size="sm" icon={RotateCcw} onClick={retry}>
            <Trans comment="Asks the agent the same once more.">Retry</Trans>
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
