import { assertOneEdit, partsOf } from '@trashfire/shared/document/script-weight';
import { fillFragment } from '@trashfire/shared/document/script-writer';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { weighUpdate } from './update-weight.ts';

const KINDS = {
  lively: 'INT. LAMP ROOM - NIGHT\n\nNao counts.\n\nNAO\nForty-one.\n\nMIRA\n(low)\nAgain.\n\n',
  short: 'A.\n\n',
  marked: 'A **b** c *d* e _f_ g.\n\n',
  long: `${'word '.repeat(100)}\n\n`,
  wide: `${'語'.repeat(100)}\n\n`,
};

it.each(Object.entries(KINDS))('a %s script weighs as much as it is told beforehand, or less', (_kind, text) => {
  const script = fountainToDoc(text.repeat(200));
  const doc = new Y.Doc();
  doc.transact(() => fillFragment(scriptFragment(doc), script));
  const update = Y.encodeStateAsUpdate(doc);
  const told = script.content.reduce((sum, block) => sum + partsOf(block), 0);
  const weight = weighUpdate(update);
  expect(weight).toBeLessThanOrEqual(told);
  expect(weight).toBeGreaterThan(told * 0.9);
  expect(update.length).toBeLessThanOrEqual(new TextEncoder().encode(JSON.stringify(script.content)).length);
});

it('what is let in as one edit is no edit that is refused; a little more is told to be too long (R5)', () => {
  const lines = LIMITS.scriptParts / 5;
  const script = fountainToDoc('A.\n\n'.repeat(lines));
  assertOneEdit(script);
  const doc = new Y.Doc();
  doc.transact(() => fillFragment(scriptFragment(doc), script));
  expect(weighUpdate(Y.encodeStateAsUpdate(doc))).not.toBe('too heavy');
  expect(() => assertOneEdit(fountainToDoc('A.\n\n'.repeat(lines + 1)))).toThrow(/too long for one episode/);
  expect(() => assertOneEdit(fountainToDoc(`${'語'.repeat(10_000)}\n\n`.repeat(80)))).toThrow(/too long for one episode/);
});
