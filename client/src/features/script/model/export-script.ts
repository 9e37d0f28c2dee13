import { plural } from '@lingui/core/macro';
import type { ScriptJson } from '@trashfire/shared/document/script-json';
import { scriptJsonFromFragment } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { docToFdx } from '@trashfire/shared/fdx/write';
import { docToFountain } from '@trashfire/shared/fountain/from-doc';
import type * as Y from 'yjs';
import { showError } from '../../../api/query-client.ts';
import { saveFile } from '../../../ui/save-file.ts';
import { sayUntilClosed } from '../../../ui/toast.ts';

/** Saves the script of a document, as it stands in this window, as a Fountain file; a failure is shown. */
export function downloadScript(doc: Y.Doc, title: string): void {
  save(doc, (script) => saveFile(`${title}.fountain`, docToFountain(script), 'text/plain'));
}

/** Saves it as a Final Draft file, and says how much of it has no place there. */
export function downloadFinalDraft(doc: Y.Doc, title: string): void {
  save(doc, (script) => {
    const { fdx, omitted } = docToFdx(script);
    saveFile(`${title}.fdx`, fdx, 'application/xml');
    if (omitted > 0) sayUntilClosed(omissionWords(omitted));
  });
}

/** @param omitted pieces of text that were left out, at least one. */
function omissionWords(omitted: number): string {
  return plural(omitted, {
    one: '# omitted piece of the script has no place in a Final Draft file and is not in it. A Fountain file keeps it.',
    other: '# omitted pieces of the script have no place in a Final Draft file and are not in it. A Fountain file keeps them.',
  });
}

function save(doc: Y.Doc, write: (script: ScriptJson) => void): void {
  try {
    write(scriptJsonFromFragment(scriptFragment(doc)));
  } catch (error) {
    showError(error);
  }
}
