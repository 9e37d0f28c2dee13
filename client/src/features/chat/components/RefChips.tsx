import { Trans, useLingui } from '@lingui/react/macro';
import type { AskContext, AskRef } from '@trashfire/shared/api/ask-context';
import { Eye, Pin, X } from 'lucide-react';
import { Icon } from '../../../ui/Icon.tsx';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { type RefChip, refKey, refTo } from '../model/ask-refs.ts';
import { type AgentContext, useBibleEntries } from '../model/use-agent-context.ts';
import { useJump } from '../model/use-jump.ts';
import styles from './Composer.module.css';

/** What the agent will see, over the box: each can be kept for the next asks, and taken away. */
export function RefChips({ agent }: { agent: AgentContext }) {
  const { t } = useLingui();
  if (agent.chips.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={t`What Ember will see`}>
      {agent.chips.map((chip) => (
        <Chip key={refKey(chip)} chip={chip} agent={agent} />
      ))}
    </ul>
  );
}

function Chip({ chip, agent }: { chip: RefChip; agent: AgentContext }) {
  const { t } = useLingui();
  const { label } = chip;
  return (
    <li className={styles.chip} data-pinned={chip.pinned} data-gone={chip.gone}>
      {chip.pinned ? <Icon of={Pin} size={12} /> : null}
      <span className="ellipsis">{label}</span>
      {chip.gone ? (
        <span className={styles.goneWord}>
          <Trans comment="Of a scene or shot that was deleted.">gone</Trans>
        </span>
      ) : null}
      {chip.pinned || chip.gone ? null : (
        <button type="button" aria-label={t`Keep ${label} for the next asks`} onClick={() => agent.pin(chip)}>
          <Icon of={Pin} size={12} />
        </button>
      )}
      <button type="button" aria-label={t`Leave ${label} out`} onClick={() => agent.remove(chip)}>
        <Icon of={X} size={12} />
      </button>
    </li>
  );
}

/** What an ask was about, under its words: for everybody who reads it. */
export function AskedAbout({ context }: { context: AskContext }) {
  const { t } = useLingui();
  const model = useEpisodeModel();
  const bible = useBibleEntries();
  if (context.refs.length === 0 && context.mode === 'edit') return null;
  return (
    <ul className={styles.about} aria-label={t`What it was about`}>
      {context.mode === 'ask' ? (
        <li className={styles.aboutMode}>
          <Icon of={Eye} size={12} />
          <Trans>Only asked</Trans>
        </li>
      ) : null}
      {context.refs.map((ref) => (
        <AboutRef key={refKey(ref)} askRef={ref} now={refTo(ref.kind, ref.id, model, bible)} />
      ))}
    </ul>
  );
}

function AboutRef({ askRef, now }: { askRef: AskRef; now: AskRef | null }) {
  const { t } = useLingui();
  const jump = useJump();
  const label = now?.label ?? askRef.label;
  if (now === null) {
    return (
      <li className={styles.aboutRef} data-gone="true">
        <s>{label}</s> <Trans comment="Of a scene or shot that was deleted.">gone</Trans>
      </li>
    );
  }
  return (
    <li>
      <button type="button" className={styles.aboutRef} aria-label={t`Go to ${label}`} onClick={() => jump(askRef)}>
        {label}
      </button>
    </li>
  );
}
