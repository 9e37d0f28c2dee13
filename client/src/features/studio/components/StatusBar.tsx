import { Trans, useLingui } from '@lingui/react/macro';
import { Hexagon } from 'lucide-react';
import { Link } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { Diamond } from '../../../ui/Diamond.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { balance } from '../../../ui/money.ts';
import { Progress } from '../../../ui/Progress.tsx';
import { PHONE, useMedia } from '../../../ui/use-media.ts';
import { useLiveRun } from '../../chat/model/use-runs.ts';
import { useQueueCounts } from '../../queue/model/use-queue.ts';
import { useSession } from '../../session/model/use-session.ts';
import { creditsWord, profileWords } from '../model/profile-words.ts';
import { useStatusNote } from '../model/status-note.ts';
import { useStudio } from '../model/studio-context.ts';
import { useSaveWords } from '../model/use-save-words.ts';
import styles from './Shell.module.css';

export function StatusBar() {
  return useMedia(PHONE) ? <PhoneStatus /> : <DeskStatus />;
}

function SaveState() {
  const { episodeDoc, seriesDoc } = useStudio();
  const words = useSaveWords(episodeDoc, seriesDoc);
  return (
    <span className={styles.save} data-tone={words.tone} role="status" data-testid="save-state">
      {words.text}
    </span>
  );
}

/** On a phone one small line of words: whether the work is saved, and what is behind each part (R8). */
function PhoneStatus() {
  const { data: session } = useSession();
  return (
    <footer className={styles.status}>
      <SaveState />
      {session ? <span data-testid="profile">{profileWords(session.profile)}</span> : null}
    </footer>
  );
}

function DeskStatus() {
  const { t } = useLingui();
  const { episode } = useStudio();
  const { data: session } = useSession();
  const { running, queued } = useQueueCounts(episode.id);
  const note = useStatusNote((state) => state.note);
  return (
    <footer className={styles.status}>
      <SaveState />
      <RunProgress />
      <span className={styles.spacer} />
      {note ? (
        <span className={styles.note} data-testid="status-note">
          {note}
        </span>
      ) : null}
      {running + queued > 0 ? (
        <Link to={`/episodes/${episode.id}/queue`} className={styles.statusButton}>
          <Trans>
            {running} rendering, {queued} queued
          </Trans>
        </Link>
      ) : null}
      {session ? (
        <>
          <span className={styles.statusButton}>
            <Icon of={Hexagon} size={12} />
            <span className="mono">{balance(session.credits)}</span> {creditsWord(session.profile)}
          </span>
          <Link to="/connections" className={styles.profile} title={t`What is behind each part`} data-testid="profile">
            {profileWords(session.profile)}
          </Link>
        </>
      ) : null}
    </footer>
  );
}

/** The agent's run, always in sight and one click from its card. */
function RunProgress() {
  const { t } = useLingui();
  const { episode } = useStudio();
  const run = useLiveRun(episode.id);
  const togglePanel = useUi((ui) => ui.togglePanel);
  if (run === null) return null;
  const done = run.steps.filter((step) => step.state === 'done' || step.state === 'skipped').length;
  const now = run.steps.find((step) => step.state === 'running') ?? run.steps.find((step) => step.state === 'planned');
  return (
    <button type="button" className={styles.run} onClick={() => togglePanel('chat', true)}>
      <Diamond size={14} />
      <span>{now ? now.label : run.task}</span>
      <Progress
        percent={run.steps.length === 0 ? null : (100 * done) / run.steps.length}
        label={t`Agent: ${{ task: run.task }}`}
        width={72}
      />
      <span className="mono">
        {done}/{run.steps.length}
      </span>
    </button>
  );
}
