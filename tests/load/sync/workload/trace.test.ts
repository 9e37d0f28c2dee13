import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { largeDocument, writingTrace } from './trace.ts';

it('a writing trace has its edits, makes its state and deletes as much as a person does', () => {
  const { updates, state } = writingTrace(3, 2000);
  expect(updates).toHaveLength(2000);
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  const expected = new Y.Doc();
  Y.applyUpdate(expected, state);
  expect(Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(expected))).toBe(true);
  const deleting = updates.filter((update) => Y.parseUpdateMeta(update).to.size === 0).length;
  expect(deleting / updates.length).toBeGreaterThan(0.15);
  expect(deleting / updates.length).toBeLessThan(0.4);
  expect(writingTrace(3, 2000).state).toEqual(state);
});

it('a large document is as large as asked for, in parts that build on each other', () => {
  const { updates, state } = largeDocument(1, 300_000);
  expect(state.length).toBeGreaterThan(300_000 * 0.9);
  expect(state.length).toBeLessThan(300_000 * 1.5);
  expect(updates.length).toBeGreaterThan(1);
  expect(Y.mergeUpdates(updates).length).toBeGreaterThan(0);
});
