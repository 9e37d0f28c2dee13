import * as Y from 'yjs';
import { AppError } from '../../errors/app-error.ts';
import type { DocumentKind } from '../names.ts';
import { type DocumentContent, readContent } from './content.ts';
import { patchRecords } from './patch-records.ts';
import { patchScript, replaceDiffering } from './patch-script.ts';
import { sameJson } from './same-json.ts';

/**
 * The one update that, applied to `state` and to any later state of the same document, brings the content from what `state`
 * says to `wanted` (SPEC H4). It is an ordinary edit: what others change at the same time merges with it.
 * @param state a whole Yjs state (V1).
 * @returns null when the content is the wanted one already.
 * @throws AppError internal when the content cannot be reached; it is tried on a copy, so nothing was changed.
 */
export function forwardUpdate(state: Uint8Array, kind: DocumentKind, wanted: DocumentContent): Uint8Array | null {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  if (sameJson(readContent(doc, kind), wanted)) return null;
  doc.transact(() => {
    patchRecords(doc, kind, wanted.records);
    if (kind === 'episode') patchScript(doc, wanted.script);
  });
  // Marks that meet at an edge are the one thing that may not come out as wanted.
  if (kind === 'episode' && !sameJson(readContent(doc, kind).script, wanted.script)) {
    doc.transact(() => replaceDiffering(doc, wanted.script));
  }
  doc.destroy();
  const update = Y.mergeUpdates(updates);
  verify(state, update, kind, wanted);
  return update;
}

/** On a fresh document, as every replica will apply it. */
function verify(state: Uint8Array, update: Uint8Array, kind: DocumentKind, wanted: DocumentContent): void {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, state);
  Y.applyUpdate(copy, update);
  const whole = copy.store.pendingStructs === null && copy.store.pendingDs === null;
  const reached = whole && sameJson(readContent(copy, kind), wanted);
  copy.destroy();
  if (!reached) throw new AppError('internal', 'That state could not be brought back exactly. Nothing was changed.');
}
