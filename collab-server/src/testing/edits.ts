import { scriptFragment } from '@trashfire/shared/document/ydoc';
import * as Y from 'yjs';

/** Adds an action block with these words at the end of the script. */
export function addBlock(doc: Y.Doc, words: string): void {
  const block = new Y.XmlElement('action');
  block.insert(0, [new Y.XmlText(words)]);
  scriptFragment(doc).push([block]);
}

/** The script as the XML that Yjs writes of it: equal scripts give equal texts. */
export function scriptOf(doc: Y.Doc): string {
  return scriptFragment(doc).toString();
}

/** The update one change makes on a copy of `base`. */
export function updateOf(base: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(base));
  let made: Uint8Array = new Uint8Array();
  copy.on('update', (update: Uint8Array) => {
    made = update;
  });
  copy.transact(() => change(copy));
  return made;
}
