import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import { screenplaySchema } from '@trashfire/shared/document/editor-schema';
import { describe, expect, it } from 'vitest';
import { addNote, typedNote } from './notes.ts';

const schema = screenplaySchema();
const action = (text: string) => schema.node('action', null, text === '' ? [] : [schema.text(text)]);
function stateOf(blocks: readonly ProseMirrorNode[], from: number, to = from): EditorState {
  const doc = schema.node('doc', null, blocks);
  return EditorState.create({ doc, selection: TextSelection.create(doc, from, to) });
}
/** Each block with its notes in brackets, and where the caret is. */
function said(state: EditorState, tr: Transaction | null): string[] | null {
  if (tr === null) return null;
  const after = state.apply(tr);
  after.doc.check();
  const lines: string[] = [];
  after.doc.forEach((block, pos) => {
    let text = '';
    block.forEach((run) => {
      text += run.marks.length > 0 ? `[[${run.text}]]` : (run.text ?? '');
    });
    const caret = after.selection.$head.before() === pos ? `@${after.selection.$head.parentOffset}` : '';
    lines.push(`${block.type.name}${caret}: ${text}`);
  });
  return lines;
}

describe('a note by its key', () => {
  it('begins behind a block, and is what an empty one turns into', () => {
    const behind = stateOf([action('Rain.'), action('Wind.')], 3);
    expect(said(behind, addNote(behind))).toEqual(['action: Rain.', 'note@0: ', 'action: Wind.']);
    const empty = stateOf([action('')], 1);
    expect(said(empty, addNote(empty))).toEqual(['note@0: ']);
  });
  it('is what is selected in a line, and nothing over several blocks or in a note', () => {
    const line = stateOf([action('Rain falls.')], 6, 11);
    expect(said(line, addNote(line))).toEqual(['action@10: Rain [[falls]].']);
    expect(addNote(stateOf([action('Rain.'), action('Wind.')], 2, 10))).toBeNull();
    expect(addNote(stateOf([schema.node('note')], 1))).toBeNull();
  });
});

describe('a note as Fountain writes it', () => {
  const typed = (state: EditorState) => said(state, typedNote(state, state.selection.from, state.selection.to, ']'));
  it('becomes one with its last bracket, and typing goes on outside of it', () => {
    const state = stateOf([action('Rain [[how much?] falls.')], 18);
    expect(typed(state)).toEqual(['action@14: Rain [[how much?]] falls.']);
  });
  it('is a block of its own where nothing else stands in it', () => {
    const state = stateOf([action('[[check the tides]')], 19);
    expect(typed(state)).toEqual(['note@15: check the tides']);
  });
  it('is nothing without words, without both brackets, or of another letter', () => {
    expect(typed(stateOf([action('[[]')], 4))).toBeNull();
    expect(typed(stateOf([action('a[b]')], 5))).toBeNull();
    const state = stateOf([action('[[a]')], 5);
    expect(typedNote(state, 5, 5, 'x')).toBeNull();
  });
});
