import type { DocumentName } from '@trashfire/shared/document/names';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { useEffect, useState } from 'react';
import { acquireDocument, releaseDocument } from './documents.ts';

/** The session of a document for as long as the component shows it; null before the first effect and while there is no name. */
export function useDocument(name: DocumentName | null, collabUrl: string): DocumentSession | null {
  const [session, setSession] = useState<DocumentSession | null>(null);
  useEffect(() => {
    if (name === null) return;
    setSession(acquireDocument(name, collabUrl));
    return () => {
      setSession(null);
      releaseDocument(name);
    };
  }, [name, collabUrl]);
  return session;
}
