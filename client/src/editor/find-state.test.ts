import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { screenplaySchema } from '@trashfire/shared/document/editor-schema';
import { expect, it } from 'vitest';
import { type FindState, findAgain, goTo, startFinding, step } from './find-state.ts';

const schema = screenplaySchema();
const docOf = (...blocks: [id: string, text: string][]) =>
  schema.node(
    'doc',
    null,
    blocks.map(([id, text]) => schema.node('action', { id }, schema.text(text))),
  );
const QUERY = { text: 'lamp', matchCase: false, wholeWord: false };
/** Which one is found: the block and what stands before it there. */
function at({ matches, current }: FindState, doc: ProseMirrorNode): string | null {
  const match = matches[current];
  if (match === undefined) return null;
  const $from = doc.resolve(match.from);
  return `${$from.parent.attrs.id}: ${doc.textBetween($from.start(), match.from)}`;
}

const script = docOf(['a', 'one lamp'], ['b', 'two lamp and lamp']);

it('begins at the caret and goes around', () => {
  const found = startFinding(script, QUERY, 12);
  expect(at(found, script)).toBe('b: two ');
  expect(at(step(found, 1), script)).toBe('b: two lamp and ');
  expect(at(step(step(found, 1), 1), script)).toBe('a: one ');
  expect(at(step(goTo(found, 0), -1), script)).toBe('b: two lamp and ');
});

it('has nowhere to go where nothing is found', () => {
  const none = startFinding(script, { ...QUERY, text: 'kite' }, 0);
  expect([none.current, step(none, 1).current]).toEqual([-1, -1]);
});

it('stays at the same words while others type before them, and come and go', () => {
  const found = startFinding(script, QUERY, 20);
  expect(at(found, script)).toBe('b: two lamp and ');
  const longer = docOf(['new', 'a lamp of another'], ['a', 'one'], ['b', 'no, two lamp and lamp']);
  const then = findAgain(found, script, longer);
  expect([at(then, longer), then.matches.length]).toEqual(['b: no, two lamp and ', 3]);
  const gone = docOf(['a', 'one lamp']);
  expect(at(findAgain(then, longer, gone), gone)).toBe('a: one ');
});
