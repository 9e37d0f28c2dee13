import type { ChatMessageView } from '@trashfire/shared/api/contract';
import { useEffect, useState } from 'react';
import { useStudio } from '../../studio/model/studio-context.ts';
import { firstUnread } from './chat-pages.ts';
import { useKeptChat } from './use-kept-chat.ts';

/** Whether this window is the one that is looked at. */
function useLookedAt(): boolean {
  const [looked, setLooked] = useState(() => document.hasFocus());
  useEffect(() => {
    const update = () => setLooked(document.hasFocus());
    window.addEventListener('focus', update);
    window.addEventListener('blur', update);
    return () => {
      window.removeEventListener('focus', update);
      window.removeEventListener('blur', update);
    };
  }, []);
  return looked;
}

/**
 * Marks messages as read while the newest is in view and the window looked at.
 * @returns the message before which the line "New" stands: where reading ended when the chat was opened.
 */
export function useReadMark(messages: readonly ChatMessageView[] | null, atEnd: boolean): string | null {
  const { me } = useStudio();
  const [{ readAt }, update] = useKeptChat();
  const [openedAt] = useState(readAt);
  const looked = useLookedAt();
  const newest = messages?.at(-1)?.at ?? null;
  useEffect(() => {
    if (newest !== null && atEnd && looked && (readAt === null || newest > readAt)) update(() => ({ readAt: newest }));
  }, [newest, atEnd, looked, readAt, update]);
  return messages === null ? null : firstUnread(messages, openedAt, me.person.id);
}
