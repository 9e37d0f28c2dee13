import { seriesRecords } from '@trashfire/shared/document/records';
import { COLLECTIONS, type CollectionName } from '@trashfire/shared/document/schema';
import { validateScriptFragment } from '@trashfire/shared/document/validate-script';
import { collectionMap, invalidRecords, patchRecord, scriptFragment } from '@trashfire/shared/document/ydoc';
import { AppError } from '@trashfire/shared/errors/app-error';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import * as Y from 'yjs';
import { type DocumentState, loadState } from '../documents/state.ts';

/** Documents that people write; `renders:` documents are made again of rows. */
export type ContentKind = 'series' | 'episode';

const collectionsOf = (kind: ContentKind): CollectionName[] =>
  (Object.keys(COLLECTIONS) as CollectionName[]).filter((name) => COLLECTIONS[name].document === kind);

/** Everything in a document's records that is written like the hash of an asset. Which of them are assets the rows say. */
export function hashesIn(doc: Y.Doc, kind: ContentKind): Set<string> {
  const found = new Set<string>();
  for (const name of collectionsOf(kind)) {
    const text = JSON.stringify(collectionMap(doc, name).toJSON());
    for (const [, hash = ''] of text.matchAll(/"([0-9a-f]{64})"/g)) found.add(hash);
  }
  return found;
}

const DAMAGED =
  'That archive holds a document that cannot be read. It was damaged or made by something else; export the series anew.';

/**
 * Reads a state that came from outside, as strictly as a room reads what browsers send: whole, with the roots of its kind and
 * no others, its script one that the editor has words for.
 * @returns the document. @throws AppError bad-input, too-large.
 */
export function readForeignState(bytes: Uint8Array, kind: ContentKind): Y.Doc {
  const refuse = (cause?: unknown) => new AppError('bad-input', DAMAGED, { cause });
  let doc: Y.Doc;
  try {
    doc = loadState(bytes);
  } catch (error) {
    throw refuse(error);
  }
  const { pendingStructs, pendingDs, clients } = doc.store;
  if (pendingStructs !== null || pendingDs !== null) throw refuse('it builds on edits that are not there');
  let parts = 0;
  for (const structs of clients.values()) parts += structs.length;
  if (parts > LIMITS.documentParts) throw new AppError('too-large', 'That archive holds a document too large to be opened.');
  const roots = new Set<string>(collectionsOf(kind));
  if (kind === 'episode') roots.add('script');
  for (const root of doc.share.keys()) if (!roots.has(root)) throw refuse(`it has a root ${root}`);
  try {
    // A document that has everything it builds on holds valid records only (SPEC D10).
    const [bad] = collectionsOf(kind).flatMap((name) => invalidRecords(doc, name));
    if (bad !== undefined) throw refuse(bad.reason);
    if (kind === 'episode' && scriptFragment(doc).length > 0) {
      const [problem] = validateScriptFragment(scriptFragment(doc));
      if (problem !== undefined) throw refuse(problem);
    }
  } catch (error) {
    throw error instanceof AppError ? error : refuse(error);
  }
  return doc;
}

/**
 * Facts of the bible say since which episode they hold; these get the new ids of theirs.
 * @param renamed old id -> new id. @returns the edit, or null where no fact names one of them.
 */
export function renameEpisodes(doc: Y.Doc, renamed: ReadonlyMap<string, string>): DocumentState | null {
  const told = seriesRecords(doc).canon.filter(({ episodeId }) => episodeId !== null && renamed.has(episodeId));
  if (told.length === 0) return null;
  const before = Y.encodeStateVector(doc);
  doc.transact(() => {
    for (const { id, episodeId } of told) patchRecord(doc, 'canon', id, { episodeId: renamed.get(episodeId ?? '') ?? null });
  });
  return { bytes: Y.encodeStateAsUpdate(doc, before), clients: [doc.clientID] };
}
