import { EditorState, TextSelection } from '@tiptap/pm/state';
import { screenplaySchema } from '@trashfire/shared/document/editor-schema';
import { expect, it } from 'vitest';
import { placeKept } from './keep-place.ts';

const schema = screenplaySchema();
function stateOf(caret: number, ...blocks: [id: string, text: string][]): EditorState {
  const nodes = blocks.map(([id, text]) => schema.node('action', { id }, schema.text(text)));
  const doc = schema.node('doc', null, nodes);
  return EditorState.create({ doc, selection: TextSelection.create(doc, caret) });
}
const place = (id: string, text: string, offset: number) => ({ id, text, offset });

it('goes with a block that was moved, behind what came into it', () => {
  const state = stateOf(1, ['b', 'Gulls.'], ['a', 'Heavy rain.']);
  const here = place('a', 'rain.', 4);
  expect(placeKept(state, here, here)?.from).toBe(9 + 10);
});

it('stays where it is in a block that stands still, and where its block is gone', () => {
  const state = stateOf(3, ['a', 'Rain.'], ['b', 'Gulls.']);
  const here = place('a', 'Rain.', 5);
  expect(placeKept(state, here, here)).toBeNull();
  const gone = place('c', 'Wind.', 2);
  expect(placeKept(state, gone, gone)).toBeNull();
  expect(placeKept(state, null, null)).toBeNull();
});
