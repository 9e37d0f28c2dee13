import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { aNewShot } from '../../testing/builders.ts';
import { BLOCK_EDITS, insertSomeBlock, TEXT_EDITS, type Words } from '../../testing/history-edits.ts';
import { type Random, seededRandom } from '../../testing/random.ts';
import { authorSpans } from '../author-spans.ts';
import { addShot } from '../commands/add-shot.ts';
import { runCommand } from '../commands/command.ts';
import { moveScene } from '../commands/move-scene.ts';
import { updateShot } from '../commands/update-shot.ts';
import { runText, sceneIdsOf } from '../script-blocks.ts';
import { readRecords, scriptFragment } from '../ydoc.ts';
import type { Author, HistoryRow } from './author.ts';
import { Authors } from './authors.ts';
import { authorship } from './authorship.ts';

const RUN = '11111111-1111-4111-8111-111111111111';
const person = (id: string): Author => ({ kind: 'person', id, runId: null, step: null });
const agent = (step: number): Author => ({ kind: 'agent', id: RUN, runId: RUN, step });

/** What each writes with, and nobody else: whose a character is stands in the character, whatever became of its client and clock. */
const ALPHABETS: readonly (readonly [Author, readonly string[]])[] = [
  [person('mio'), [...'abcdef']],
  [person('kai'), [...'бгджзл']],
  [person('noa'), ['😀', '🦊', '🌧️', '🚪']],
  [agent(0), [...'かきくけ']],
  [agent(1), [...'0123']],
  [agent(2), [...'γδλπ']],
];

/** @returns the author whose alphabet it is; null for a line break, which is in none. */
function writerOf(character: string): Author | null {
  const small = character.toLowerCase();
  return ALPHABETS.find(([, letters]) => letters.some((letter) => letter.includes(small)))?.[0] ?? null;
}

/** Somebody with a copy of the document, which falls behind while they are offline. */
interface Desk {
  copy: Y.Doc;
  online: boolean;
  author: Author;
}

/** What somebody moves is written anew, and theirs (H3): here in their own letters, so that these tell. */
function moveSomeScene(copy: Y.Doc, random: Random, words: Words): void {
  const scenes = sceneIdsOf(copy);
  if (scenes.length < 2) return;
  const args = { id: random.pick(scenes), before: random.chance(0.3) ? null : random.pick(scenes), busy: [] };
  copy.transact(() => {
    const script = scriptFragment(copy);
    const standing = new Set(script.toArray());
    runCommand(copy, moveScene, args, 'edit');
    for (const block of script.toArray()) {
      if (standing.has(block) || !(block instanceof Y.XmlElement)) continue;
      for (const text of block.toArray().filter((child) => child instanceof Y.XmlText)) {
        const length = runText(text).length;
        text.delete(0, length);
        text.insert(0, words(Math.max(1, Math.min(length, 5))));
      }
    }
  });
}

function editShots(copy: Y.Doc, random: Random, words: Words): void {
  const shots = readRecords(copy, 'shots');
  const title = words(3);
  if (shots.length > 0 && random.chance(0.7))
    runCommand(copy, updateShot, { id: random.pick(shots).id, patch: { title } }, 'edit');
  else runCommand(copy, addShot, { shot: { ...aNewShot(random), title }, before: null, clip: null }, 'edit');
}

function someEdit(copy: Y.Doc, random: Random, words: Words): void {
  const kind = random.int(0, 11);
  if (kind <= 7) random.pick(TEXT_EDITS)(copy, random, words);
  else if (kind === 8) BLOCK_EDITS[0]?.(copy, random);
  else if (kind === 9) moveSomeScene(copy, random, words);
  else editShots(copy, random, words);
}

/** Several write at once, in and out of reach of each other. @returns the document and its log. */
function written(random: Random): { doc: Y.Doc; rows: HistoryRow[] } {
  const doc = new Y.Doc();
  const rows: HistoryRow[] = [];
  const desks = new Map<string, Desk>();
  const deskOf = (author: Author): Desk => {
    const desk = desks.get(author.id) ?? { copy: new Y.Doc(), online: true, author };
    desks.set(author.id, desk);
    return { ...desk, author };
  };
  const take = (copy: Y.Doc) => Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(copy)));
  const send = ({ copy, author }: Desk) => {
    // Now and then somebody says again all they know, what others wrote and is in the log included.
    const bytes = Y.encodeStateAsUpdate(copy, random.chance(0.15) ? undefined : Y.encodeStateVector(doc));
    Y.applyUpdate(doc, bytes);
    rows.push({ seq: rows.length + 1, bytes, author });
  };
  const work = (author: Author, letters: readonly string[], edit: typeof someEdit) => {
    const desk = deskOf(author);
    if (desk.online) take(desk.copy);
    edit(desk.copy, random, (length) => Array.from({ length }, () => random.pick(letters)).join(''));
    if (desk.online) send(desk);
  };
  for (const [author, letters] of ALPHABETS.slice(0, 2)) work(author, letters, insertSomeBlock);
  for (let n = 0; n < 120; n++) {
    work(...random.pick(ALPHABETS), someEdit);
    // A run is in the studio itself; each of its steps is sent before the next.
    const [desk] = random.chance(0.15) ? [random.pick([...desks.values()].filter(({ author }) => author.kind === 'person'))] : [];
    if (desk === undefined) continue;
    desk.online = !desk.online;
    if (desk.online) send(desk);
  }
  for (const desk of desks.values()) if (!desk.online) send(desk);
  return { doc, rows };
}

function knownOf(rows: readonly HistoryRow[], gone: number): Authors {
  const authors = new Authors();
  for (const { client, clock, end, ...by } of authorSpans(rows.slice(0, gone).map((row) => ({ ...row, at: 0 })))) {
    authors.addSpan(client, clock, end, { kind: by.actorKind, id: by.actorId, runId: by.runId, step: by.step });
  }
  for (const row of rows.slice(gone)) authors.addRow(row.bytes, row.author);
  return authors;
}

it('[H3] every character is by whoever’s alphabet it is of, whatever several edited, moved, removed and merged', () => {
  let together = 0;
  const seen = new Set<Author>();
  for (let seed = 1; seed <= 40; seed++) {
    const random = seededRandom(seed);
    const { doc, rows } = written(random);
    // From the rows alone, and with the oldest of them given up.
    for (const gone of [0, random.int(1, rows.length)]) {
      const { script, records } = authorship(doc, 'episode', knownOf(rows, gone));
      for (const { text } of script) {
        const pieces = text.flatMap((piece) => [...piece.text].map((character) => ({ character, by: piece.by })));
        for (const { character, by } of pieces) {
          const wanted = writerOf(character);
          if (character === '\n') expect(by).not.toBeNull();
          else expect([character, by], `seed ${seed}, ${gone} rows gone`).toEqual([character, wanted]);
          if (wanted !== null) seen.add(wanted);
        }
        if (new Set(text.map(({ by }) => by?.id)).size > 1) together++;
      }
      const titles = readRecords(doc, 'shots').map(({ id, title }) => ({
        id,
        title,
        by: records.find((one) => one.id === id)?.fields.title,
      }));
      for (const { title, by } of titles) expect([title, by]).toEqual([title, writerOf([...title][0] ?? '')]);
    }
  }
  // All of them are in it, and wrote in each other's blocks.
  expect(seen.size).toBe(ALPHABETS.length);
  expect(together).toBeGreaterThan(100);
});
