import * as Y from 'yjs';
import { addShot } from '../document/commands/add-shot.ts';
import { runCommand } from '../document/commands/command.ts';
import { insertBlocks } from '../document/commands/insert-blocks.ts';
import { removeShot } from '../document/commands/remove-shot.ts';
import { setScene } from '../document/commands/set-scene.ts';
import { updateShot } from '../document/commands/update-shot.ts';
import { readBlock, scriptBlocks } from '../document/history/content.ts';
import { newBlock } from '../document/history/patch-block.ts';
import { runText, sceneIdsOf } from '../document/script-blocks.ts';
import { SHOT_SIZES } from '../document/vocabulary.ts';
import { readRecords, scriptFragment } from '../document/ydoc.ts';
import { aNewShot } from './builders.ts';
import type { Random } from './random.ts';

/** Words a writer types next; a test that follows every character hands out each only once. */
export type Words = (length: number) => string;

const TYPES = ['action', 'dialogue', 'character', 'sceneHeading', 'parenthetical'] as const;
const MARKS = ['bold', 'italic', 'underline'] as const;

const writable = (doc: Y.Doc): Y.XmlElement[] => scriptBlocks(doc).filter((block) => block.nodeName !== 'pageBreak');

function withText(doc: Y.Doc, random: Random, edit: (text: Y.XmlText) => void): void {
  const texts = writable(doc).flatMap((block) => (block.toArray() as unknown[]).filter((child) => child instanceof Y.XmlText));
  if (texts.length > 0) edit(random.pick(texts));
}

/** A place in a text, or the end of it; never inside an emoji, where no editor goes and Yjs leaves each replica another half. */
function edge(text: Y.XmlText, at: number): number {
  const code = runText(text).charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

/** Some characters of a text. */
function stretch(text: Y.XmlText, random: Random, most: number): [at: number, length: number] {
  const from = edge(text, random.int(0, Math.max(0, text.length - 1)));
  return [from, edge(text, Math.min(from + random.int(1, most), text.length)) - from];
}

/** A block with new words after a block somewhere. */
export function insertSomeBlock(doc: Y.Doc, random: Random, words: Words): void {
  const ids = scriptBlocks(doc).map((block) => String(block.getAttribute('id')));
  const blocks = [{ id: random.id(), type: random.pick(TYPES), text: words(random.int(1, 6)) }];
  runCommand(doc, insertBlocks, { after: ids.length === 0 || random.chance(0.1) ? null : random.pick(ids), blocks }, 'edit');
}

/** Types into a text that is there. */
export function typeSomewhere(doc: Y.Doc, random: Random, words: Words): void {
  withText(doc, random, (text) =>
    doc.transact(() => text.insert(edge(text, random.int(0, text.length)), words(random.int(1, 5)))),
  );
}

/** Edits of text as an editor makes them: typing, deleting, marks, breaks, attributes. */
export const TEXT_EDITS: readonly ((doc: Y.Doc, random: Random, words: Words) => void)[] = [
  insertSomeBlock,
  typeSomewhere,
  typeSomewhere,
  (doc, random) =>
    withText(doc, random, (text) => {
      const [at, length] = stretch(text, random, 6);
      doc.transact(() => text.delete(at, length));
    }),
  (doc, random) =>
    withText(doc, random, (text) => {
      const [at, length] = stretch(text, random, 8);
      const mark = { [random.pick(MARKS)]: random.chance(0.7) ? {} : null };
      doc.transact(() => text.format(at, length, mark));
    }),
  (doc, random, words) => {
    const blocks = writable(doc);
    if (blocks.length === 0) return;
    const block = random.pick(blocks);
    doc.transact(() => block.insert(block.length, [new Y.XmlElement('hardBreak'), new Y.XmlText(words(3))]));
  },
  (doc, random) => {
    const headings = scriptBlocks(doc).filter((block) => block.nodeName === 'sceneHeading');
    if (headings.length > 0) doc.transact(() => random.pick(headings).setAttribute('number', String(random.int(1, 99))));
  },
];

/** Edits of the script's blocks: removed, moved. */
export const BLOCK_EDITS: readonly ((doc: Y.Doc, random: Random) => void)[] = [
  (doc, random) => {
    const script = scriptFragment(doc);
    if (script.length > 2) doc.transact(() => script.delete(random.int(0, script.length - 1), 1));
  },
  (doc, random) => {
    const script = scriptFragment(doc);
    if (script.length < 2) return;
    const from = random.int(0, script.length - 1);
    const moved = readBlock(script.get(from) as Y.XmlElement);
    doc.transact(() => {
      script.delete(from, 1);
      script.insert(random.int(0, script.length), [newBlock(moved)]);
    });
  },
];

/** Edits of records: made, changed, removed. */
export const RECORD_EDITS: readonly ((doc: Y.Doc, random: Random) => void)[] = [
  (doc, random) => {
    const sceneId = sceneIdsOf(doc)[0] ?? random.id();
    const clip = { id: random.id(), duration: random.int(1, 90) };
    runCommand(doc, addShot, { shot: aNewShot(random, { sceneId }), before: null, clip }, 'edit');
  },
  (doc, random) => {
    const shots = readRecords(doc, 'shots');
    if (shots.length === 0) return;
    const patch = random.chance(0.5) ? { title: `t${random.int(0, 999)}` } : { size: random.pick(SHOT_SIZES) };
    runCommand(doc, updateShot, { id: random.pick(shots).id, patch }, 'edit');
  },
  (doc, random) => {
    const shots = readRecords(doc, 'shots');
    if (shots.length > 0) runCommand(doc, removeShot, { id: random.pick(shots).id }, 'edit');
  },
  (doc, random) => {
    const scenes = sceneIdsOf(doc);
    if (scenes.length > 0)
      runCommand(doc, setScene, { id: random.pick(scenes), patch: { synopsis: `s${random.int(0, 999)}` } }, 'edit');
  },
];

/** Any of the edits above. */
export function someEdit(doc: Y.Doc, random: Random, words: Words): void {
  const kind = random.int(0, 9);
  if (kind < 6) random.pick(TEXT_EDITS)(doc, random, words);
  else if (kind < 7) random.pick(BLOCK_EDITS)(doc, random);
  else random.pick(RECORD_EDITS)(doc, random);
}

const VOCABULARY = ['rain ', 'Mio ', 'waits. ', 'No', '!', '  ', 'é', '😀', 'the lamp '];

/** Words out of a small vocabulary, so that texts have much in common. */
export function commonWords(random: Random): Words {
  return (length) => Array.from({ length }, () => random.pick(VOCABULARY)).join('');
}
