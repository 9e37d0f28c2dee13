import { COLLECTIONS, type CollectionName } from '@trashfire/shared/document/schema';
import { validateScriptFragment } from '@trashfire/shared/document/validate-script';
import { invalidRecords, scriptFragment } from '@trashfire/shared/document/ydoc';
import { expect } from 'vitest';
import type * as Y from 'yjs';

/** Not a byte of an episode may be wrong for anybody who reads. */
export function expectValid(doc: Y.Doc): void {
  expect(doc.store.pendingStructs).toBeNull();
  expect(doc.store.pendingDs).toBeNull();
  for (const name of Object.keys(COLLECTIONS) as CollectionName[]) {
    if (COLLECTIONS[name].document === 'episode') expect(invalidRecords(doc, name)).toEqual([]);
    else expect(doc.getMap(name).size).toBe(0);
  }
  expect(validateScriptFragment(scriptFragment(doc)).filter((problem) => problem !== 'the script has no blocks')).toEqual([]);
}
