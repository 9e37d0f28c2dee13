import { scriptFragment } from '@trashfire/shared/document/ydoc';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { CollabHarness, type Node } from './testing/harness.ts';

/** The largest room a studio has: a table of writers, and everybody who looks on. */
const EDITORS = 25;
const VIEWERS = 75;
const ROUNDS = 20;

let harness: CollabHarness;
let node: Node;

beforeAll(async () => {
  harness = await CollabHarness.start();
  node = await harness.node();
});
afterAll(() => harness.close());

/** Everybody in a line of their own. */
function writeIn({ doc }: DocumentSession, line: number, letter: string): void {
  const block = scriptFragment(doc).get(line);
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (text instanceof Y.XmlText) doc.transact(() => text.insert(text.length, letter), 'test');
}

const textOf = (session: DocumentSession) => scriptFragment(session.doc).toString();

it(`takes ${EDITORS} who write at once and ${VIEWERS} who look on: all have the same, each sees everybody, nobody is sent away`, async () => {
  const document = await harness.document();
  const people = await Promise.all(
    Array.from({ length: EDITORS + VIEWERS }, (_, n) => harness.person(`Person ${n}`, n < EDITORS ? 'editor' : 'viewer')),
  );
  const sessions = people.map((person, n) =>
    harness.session(node, document, person, n < EDITORS ? {} : { claims: { can: 'read' } }),
  );
  await Promise.all(sessions.map(({ ready }) => ready));
  const editors = sessions.slice(0, EDITORS);
  editors[0]?.transact('test', () => {
    const blocks = editors.map(() => {
      const block = new Y.XmlElement('action');
      block.insert(0, [new Y.XmlText('')]);
      return block;
    });
    scriptFragment(editors[0]?.doc ?? new Y.Doc()).push(blocks);
  });
  await eventually('everybody has the lines', () => sessions.every(({ doc }) => scriptFragment(doc).length === EDITORS));

  for (const [n, session] of sessions.entries()) session.awareness.setLocalStateField('at', n);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [line, editor] of editors.entries()) writeIn(editor, line, String.fromCodePoint(97 + line));
    // Each round comes in turns of the loop of its own, as typing does.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(editors.map((editor) => editor.durable()));

  await eventually(
    'all have the same words',
    () => sessions.every((session) => textOf(session) === textOf(sessions[0] ?? session)),
    30_000,
  );
  for (let line = 0; line < EDITORS; line++)
    expect(textOf(sessions.at(-1) as DocumentSession)).toContain(String.fromCodePoint(97 + line).repeat(ROUNDS));
  expect(scriptFragment(await harness.stored(document)).toString()).toBe(textOf(sessions[0] as DocumentSession));
  await eventually('each sees everybody', () =>
    sessions.every(({ awareness }) => {
      const places = new Set([...awareness.getStates().values()].map((state) => state.at));
      return places.size === EDITORS + VIEWERS;
    }),
  );
  for (const [n, { status }] of sessions.entries())
    expect(status).toMatchObject({ connection: 'online', readOnly: n >= EDITORS });
}, 60_000);
