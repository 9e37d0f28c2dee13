import { useLingui } from '@lingui/react';
import type { DocumentSession, SessionStatus } from '@trashfire/shared/realtime/document-session';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { GRACE_MS, type SaveWords, saveWords } from './save-words.ts';

export function useSessionStatus(session: DocumentSession): SessionStatus {
  const subscribe = useCallback((listener: () => void) => session.onStatus(listener), [session]);
  return useSyncExternalStore(subscribe, () => session.status);
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
