import type { DocumentName } from '@trashfire/shared/document/names';
import { useSyncExternalStore } from 'react';

/** Documents of this window whose edits the browser does not keep now: its storage is full, or it keeps nothing at all. */
const troubled = new Set<DocumentName>();
const listeners = new Set<() => void>();

/** Notes whether the browser keeps a document's edits. */
export function setCopyTrouble(name: DocumentName, trouble: boolean): void {
  if (troubled.has(name) === trouble) return;
  if (trouble) troubled.add(name);
  else troubled.delete(name);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether what is written offline in this window would be lost with it. */
export function useCopyTrouble(): boolean {
  return useSyncExternalStore(subscribe, () => troubled.size > 0);
}
