import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import * as Y from 'yjs';
import { block, sentence, textOf } from './typing.ts';

/** Edits that made a document, one a keystroke, and what they made. */
export interface Trace {
  updates: Uint8Array[];
  state: Uint8Array;
}

const SESSIONS = 25;
const LETTERS = 'etaoinshrdlucmfwypvbgk,.'.split('');
const RUN = { min: 8, max: 90 };
/** Of all keystrokes; the paper the usual 260,000-edit trace was taken from has 30 % (facts: sync, "Data"). */
const DELETES = 0.3;
const NEW_BLOCK = 0.06;
const JUMP = 0.35;

/**
 * One person writing a script over many sittings: runs of letters at a cursor, some of them taken back at once, now and then a
 * jump to another line to change something there, now and then a new line. Each sitting is a client of its own.
 */
export function writingTrace(seed: number, edits: number): Trace {
  const random = seededRandom(seed);
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const fragment = scriptFragment(doc);
  const perSession = Math.ceil(edits / SESSIONS);
  let line = 0;
  let at = 0;
  while (updates.length < edits) {
    if (updates.length % perSession === 0 || updates.length === 0) doc.clientID = 2000 + Math.floor(updates.length / perSession);
    if (fragment.length === 0 || random.chance(NEW_BLOCK)) {
      line = fragment.length === 0 ? 0 : Math.min(line + 1, fragment.length);
      fragment.insert(line, [block('')]);
      at = 0;
    } else if (random.chance(JUMP)) {
      line = random.int(0, fragment.length - 1);
      at = random.int(0, textOf(fragment, line).length);
    }
    const sittingEnds = Math.min(edits, (Math.floor(updates.length / perSession) + 1) * perSession);
    at = keystrokes(textOf(fragment, line), at, random, () => updates.length < sittingEnds);
  }
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return { updates: updates.slice(0, edits), state };
}

/** One run at the cursor. @returns where the cursor is then. */
function keystrokes(text: Y.XmlText, from: number, random: Random, more: () => boolean): number {
  let at = from;
  let deleting = random.chance(DELETES);
  for (let left = random.int(RUN.min, RUN.max); left > 0 && more(); left--) {
    if (at === 0) deleting = false;
    if (deleting) text.delete(--at, 1);
    else text.insert(at++, random.pick(LETTERS));
  }
  return at;
}

const WORDS_A_BLOCK = 180;
/** Small enough for the limit of one edit, so that a large document can be brought in parts. */
const BLOCKS_A_PART = 400;

/** A document of about that many bytes, in parts that build on each other. */
export function largeDocument(seed: number, bytes: number): Trace {
  const random = seededRandom(seed);
  const doc = new Y.Doc();
  doc.clientID = 3000;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const fragment = scriptFragment(doc);
  let made = 0;
  while (made < bytes) {
    const blocks = Array.from({ length: BLOCKS_A_PART }, () => block(sentence(WORDS_A_BLOCK, random.pick)));
    doc.transact(() => fragment.push(blocks));
    made = updates.reduce((sum, update) => sum + update.length, 0);
  }
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return { updates, state };
}
