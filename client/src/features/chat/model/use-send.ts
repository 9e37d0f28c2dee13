import type { AskContext } from '@trashfire/shared/api/ask-context';
import { errorWords } from '../../../i18n/server-words.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import type { Outgoing } from './kept-chat.ts';
import { newUuid } from './new-uuid.ts';
import { useDeliver } from './use-chat.ts';
import { useKeptChat } from './use-kept-chat.ts';

interface NewMessage {
  text: string;
  ask: boolean;
  context: AskContext;
  mentions: string[];
}

export interface Sending {
  send(message: NewMessage): void;
  /** Sends one that failed once more, under the id it has. */
  again(one: Outgoing): void;
  discard(id: string): void;
}

/** Sends what is written. It is shown at once, kept until the studio has it, and kept with the reason when it could not be sent (R1). */
export function useSend(): Sending {
  const { episode } = useStudio();
  const [, update] = useKeptChat();
  const deliver = useDeliver(episode.id);
  const without = (id: string) => update(({ outgoing }) => ({ outgoing: outgoing.filter((one) => one.id !== id) }));
  const mark = (id: string, failed: string | null) =>
    update(({ outgoing }) => ({ outgoing: outgoing.map((one) => (one.id === id ? { ...one, failed } : one)) }));
  const go = async ({ id, text, ask, context, mentions }: Outgoing) => {
    try {
      await deliver({ id, text, ask, context, mentions });
      without(id);
    } catch (error) {
      mark(id, errorWords(error));
    }
  };
  return {
    send(message) {
      const one = { ...message, id: newUuid(), at: new Date().toISOString(), failed: null };
      update(({ outgoing }) => ({ outgoing: [...outgoing, one] }));
      void go(one);
    },
    again(one) {
      mark(one.id, null);
      void go(one);
    },
    discard: without,
  };
}
