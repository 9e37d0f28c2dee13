import { useLingui } from '@lingui/react';
import type { DocumentSession, SessionStatus } from '@trashfire/shared/realtime/document-session';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { GRACE_MS, type SaveWords, saveWords } from './save-words.ts';

export function useSessionStatus(session: DocumentSession): SessionStatus {
  return useOfSession(session, (status) => status);
}

/**
 * One thing about a session. The whole status is another with every key somebody presses, since what is not saved is counted.
 * @param read returns a value that is the same as long as nothing about it has changed.
 */
export function useOfSession<T>(session: DocumentSession, read: (status: SessionStatus) => T): T {
  const subscribe = useCallback((listener: () => void) => session.onStatus(listener), [session]);
  return useSyncExternalStore(subscribe, () => read(session.status));
}

/** The words for episode and series together, with the grace counted. */
export function useSaveWords(episode: DocumentSession, series: DocumentSession): SaveWords {
  // Said again when another language is chosen.
  useLingui();
  const statuses = [useSessionStatus(episode), useSessionStatus(series)];
  const away = statuses.some((status) => status.connection !== 'online');
  const [graceOver, setGraceOver] = useState(false);
  useEffect(() => {
    setGraceOver(false);
    if (!away) return;
    const timer = setTimeout(() => setGraceOver(true), GRACE_MS);
    return () => clearTimeout(timer);
  }, [away]);
  return saveWords(statuses, away && graceOver ? GRACE_MS : 0);
}
