import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { seededRandom } from '@trashfire/shared/testing/random';
import * as Y from 'yjs';

/** People typing into a script, made before anything is measured: the loader then only sends bytes that are ready. */
export interface Typing {
  /** The script they all open: a block for each writer. */
  base: Uint8Array;
  writers: WriterScript[];
}

export interface WriterScript {
  client: number;
  /** One a keystroke, in order. */
  updates: Uint8Array[];
}

const LETTERS = 'etaoinshrdlucmfwypvbgk,.';
const WORD = 6;
const BASE_CLIENT = 1000;
const FIRST_WRITER = 1001;

/**
 * @param edits of each writer: keystrokes at the end of its own block, each an update of one character. Their clocks follow each
 * other, so a range of clocks tells which edits an update holds, however a server merged them.
 * @param base a script with a block for each writer; a short one is made when it is left out.
 */
export function typing(seed: number, writers: number, edits: number, base = shortScript(seed, writers)): Typing {
  const random = seededRandom(seed);
  return {
    base,
    writers: Array.from({ length: writers }, (_, i) => ({
      client: FIRST_WRITER + i,
      updates: keystrokes(base, FIRST_WRITER + i, i, edits, random.pick),
    })),
  };
}

/** A script of that many lines. */
export function shortScript(seed: number, blocks: number): Uint8Array {
  const random = seededRandom(seed);
  const doc = new Y.Doc();
  doc.clientID = BASE_CLIENT;
  const lines = Array.from({ length: blocks }, () => block(sentence(random.int(40, 120), random.pick)));
  doc.transact(() => scriptFragment(doc).push(lines));
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return state;
}

type Pick = <T>(values: readonly T[]) => T;

function keystrokes(base: Uint8Array, client: number, at: number, edits: number, pick: Pick): Uint8Array[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, base);
  doc.clientID = client;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const text = textOf(scriptFragment(doc), at);
  for (let n = 0; n < edits; n++) text.insert(text.length, n % WORD === WORD - 1 ? ' ' : pick(LETTERS.split('')));
  doc.destroy();
  return updates;
}

/** The text of the block at that place. @throws RangeError when there is none. */
export function textOf(fragment: Y.XmlFragment, at: number): Y.XmlText {
  const element: unknown = fragment.get(at);
  const text: unknown = element instanceof Y.XmlElement ? element.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new RangeError(`no block at ${at}`);
  return text;
}

export function block(words: string): Y.XmlElement {
  const element = new Y.XmlElement('action');
  element.insert(0, [new Y.XmlText(words)]);
  return element;
}

export function sentence(length: number, pick: Pick): string {
  let text = '';
  for (let n = 0; n < length; n++) text += n % WORD === WORD - 1 ? ' ' : pick(LETTERS.split(''));
  return text;
}

/** What a document holds after these. */
export function stateAfter(base: Uint8Array, updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    Y.applyUpdate(doc, base);
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}
