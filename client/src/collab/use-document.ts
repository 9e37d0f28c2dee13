import type { DocumentName } from '@trashfire/shared/document/names';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { useEffect, useState } from 'react';
import { acquireDocument, releaseDocument } from './documents.ts';

/** The session of a document for as long as the component shows it; null until it is open. */
export function useDocument(name: DocumentName, collabUrl: string, person: string): DocumentSession | null {
  const [session, setSession] = useState<DocumentSession | null>(null);
  useEffect(() => {
    let here = true;
    void acquireDocument({ name, collabUrl, person }).then((opened) => {
      if (here) setSession(opened);
    });
    return () => {
      here = false;
      setSession(null);
      releaseDocument(name);
    };
  }, [name, collabUrl, person]);
  return session;
}
