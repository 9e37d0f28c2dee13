import { useLingui } from '@lingui/react/macro';
import type { AskRef } from '@trashfire/shared/api/ask-context';
import { useMemo, useState } from 'react';
import { usePeople } from '../../comments/model/use-threads.ts';
import { placeName } from '../../studio/model/episode-model.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { everyRef, refKey } from './ask-refs.ts';
import { type Choice, completed, matching, stepped, type Trigger, triggerAt } from './completion.ts';
import { AGENT_NAME } from './mentions.ts';
import { COMMANDS } from './slash.ts';
import { useBibleEntries } from './use-agent-context.ts';

/** Choices of one list; it scrolls where they do not fit over the box. */
const MOST = 12;

export interface RichChoice extends Choice {
  /** Set where choosing it points at something instead of writing it. */
  readonly ref?: AskRef;
  /** A person's colour; the agent has its mark. */
  readonly color?: string;
}

export interface Completion {
  readonly choices: readonly RichChoice[];
  readonly at: number;
  /** What is done with a key, or null when the key is the box's own. */
  key(key: string): 'taken' | RichChoice | null;
  point(at: number): void;
  /** The caret moved, or text was written. */
  look(text: string, caret: number): void;
  /** @returns the text with a choice in it and where the caret goes. */
  take(text: string, choice: RichChoice): { text: string; caret: number };
  close(): void;
}

/** The list under `/`, `@` and `#`: what fits what stands before the caret, and which of it is chosen. */
export function useCompletion(): Completion {
  const [state, setState] = useState<{ trigger: Trigger; caret: number; at: number; moved: boolean } | null>(null);
  const all = useChoices(state?.trigger.kind ?? null);
  const choices = state === null ? [] : matching(all, state.trigger.query, MOST);
  const at = state === null ? 0 : Math.min(state.at, Math.max(0, choices.length - 1));
  const close = () => setState(null);
  return {
    choices,
    at,
    close,
    point: (next) => setState((now) => (now === null ? now : { ...now, at: next })),
    key(key) {
      const chosen = choices[at];
      if (state === null || chosen === undefined) return null;
      const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
      if (by !== 0) {
        setState({ ...state, at: stepped(at, by, choices.length), moved: true });
        return 'taken';
      }
      if (key === 'Escape') {
        close();
        return 'taken';
      }
      if (key !== 'Enter' && key !== 'Tab') return null;
      return key === 'Enter' && !state.moved && isWritten(state.trigger, chosen) ? null : chosen;
    },
    look(text, caret) {
      const trigger = triggerAt(text, caret);
      setState((now) =>
        trigger === null ? null : { trigger, caret, at: now?.trigger.query === trigger.query ? now.at : 0, moved: false },
      );
    },
    take(text, choice) {
      const result = state === null ? { text, caret: text.length } : completed(text, state.trigger, state.caret, choice.insert);
      close();
      return result;
    },
  };
}

/** What is written out already, and a place where nothing has to stand, are sent by Enter and not chosen. */
function isWritten({ kind, query }: Trigger, { insert }: RichChoice): boolean {
  if (kind === 'scenes') return query === '' || query.toLowerCase() === insert.toLowerCase();
  if (kind === 'command') return `/${query.toLowerCase()}` === insert;
  return kind === 'mention' && `@${query.toLowerCase()}` === insert.toLowerCase();
}

function useChoices(kind: Trigger['kind'] | null): readonly RichChoice[] {
  const { t, i18n } = useLingui();
  const model = useEpisodeModel();
  const bible = useBibleEntries();
  const people = usePeople();
  return useMemo((): readonly RichChoice[] => {
    if (kind === 'command') {
      return COMMANDS.map(({ name, does, argument }) => ({
        id: name,
        label: `/${name}`,
        detail: i18n._(does),
        insert: argument === 'none' ? `/${name}` : `/${name} `,
      }));
    }
    if (kind === 'mention') {
      const agent = { id: 'agent', label: AGENT_NAME, detail: t`Agent`, insert: `@${AGENT_NAME}` };
      return [agent, ...people.map(({ id, name, color }) => ({ id, label: name, detail: '', insert: `@${name}`, color }))];
    }
    if (kind === 'ref') {
      return everyRef(model, bible).map(({ ref, detail }) => ({ id: refKey(ref), label: ref.label, detail, insert: '', ref }));
    }
    if (kind !== 'scenes') return [];
    return model.scenes
      .filter(({ placed }) => placed)
      .map(({ id, number, heading }) => ({ id, label: number, detail: placeName(heading), insert: number }));
  }, [kind, model, bible, people, t, i18n]);
}
