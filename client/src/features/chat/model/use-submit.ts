import { useLingui } from '@lingui/react/macro';
import { can } from '@trashfire/shared/access/roles';
import { useState } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { usePeople } from '../../comments/model/use-threads.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { composerKey } from './composer-keys.ts';
import { asksAgent, mentionsIn } from './mentions.ts';
import { isComplete, type LocalCommand, readSlash, type SlashArgument } from './slash.ts';
import type { AgentContext } from './use-agent-context.ts';
import { useStopRun } from './use-chat.ts';
import { useKeptChat } from './use-kept-chat.ts';
import { useRuns } from './use-runs.ts';
import { useSend } from './use-send.ts';

interface Submit {
  /** Sends what is in the box, or does what it commands. */
  submit(): void;
  /** Why nothing was sent, or what was done; null when there is nothing to say. */
  notice: string | null;
  hush(): void;
}

/** What Enter does with the words in the box. */
export function useSubmit(agent: AgentContext, toAgent: boolean): Submit {
  const { t } = useLingui();
  const { episode, me } = useStudio();
  const [{ draft }, update] = useKeptChat();
  const [notice, setNotice] = useState<string | null>(null);
  const people = usePeople();
  const runs = useRuns(episode.id);
  const stop = useStopRun(episode.id);
  const { send } = useSend();
  const setUi = useUi((ui) => ui.set);
  const mayAsk = can(me.role, 'agent.run');
  const clear = () => update(() => ({ draft: '' }));

  const needs = (argument: SlashArgument, name: string): string => {
    if (argument === 'scenes') return t`Say which scenes, such as /${name} 2.`;
    if (argument === 'words') return t`Say which words, such as /${name} lantern.`;
    return t`/${name} takes nothing behind it.`;
  };
  const doLocal = (does: LocalCommand): string | null => {
    if (does === 'ask' || does === 'edit') {
      agent.setMode(does);
      return does === 'ask' ? t`Ember answers and changes nothing until you write /edit.` : t`Ember works on what you ask again.`;
    }
    if (does === 'render') {
      setUi({ generate: true });
      return null;
    }
    const own = composerKey({ key: 'Escape', shiftKey: false, composing: false }, runs, me.person.id);
    if (own === null || own === 'send') return t`Nothing you asked for is under way.`;
    stop.mutate(own.stop);
    return null;
  };
  const submit = () => {
    const words = draft.trim();
    if (words === '') return;
    const slash = readSlash(words);
    const mentions = mentionsIn(words, people);
    const { context } = agent;
    if (slash === null) {
      const ask = mayAsk && asksAgent(words, mentions, toAgent);
      send({ text: words, ask, context, mentions });
      clear();
      setNotice(null);
      return;
    }
    if (slash.kind === 'unknown') {
      setNotice(t`There is no command /${slash.name}. Type / to see what there is.`);
      return;
    }
    const { command, argument } = slash;
    if (!mayAsk) return setNotice(t`Your role may talk to the room but not hand work to the agent.`);
    if (!isComplete(slash)) return setNotice(needs(command.argument, command.name));
    if (command.local !== undefined) setNotice(doLocal(command.local));
    else {
      send({ text: command.asks?.(argument, agent.pointing) ?? words, ask: true, context, mentions: [] });
      setNotice(null);
    }
    clear();
  };
  return { submit, notice, hush: () => setNotice(null) };
}
