import { scriptJsonFromFragment } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { docToFountain } from '@trashfire/shared/fountain/from-doc';
import type * as Y from 'yjs';
import { showError } from '../../../api/query-client.ts';

/** Saves the script of a document, as it stands in this window, as a Fountain file; a failure is shown. */
export function downloadScript(doc: Y.Doc, title: string): void {
  try {
    save(`${title}.fountain`, docToFountain(scriptJsonFromFragment(scriptFragment(doc))));
  } catch (error) {
    showError(error);
  }
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
