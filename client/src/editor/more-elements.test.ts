import { EditorState, TextSelection } from '@tiptap/pm/state';
import { screenplaySchema } from '@trashfire/shared/document/editor-schema';
import { describe, expect, it } from 'vitest';
import { pageBreakAt, titlePageIn } from './more-elements.ts';

const schema = screenplaySchema();

/** A script of actions with the caret in the given one. */
function at(texts: readonly string[], block: number): EditorState {
  const doc = schema.node(
    'doc',
    null,
    texts.map((text) => schema.node('action', null, text === '' ? [] : [schema.text(text)])),
  );
  const before = texts.slice(0, block).reduce((sum, text) => sum + text.length + 2, 0);
  return EditorState.create({ doc, selection: TextSelection.create(doc, before + 1) });
}

/** What the script says then, the caret's block marked. */
function said(state: EditorState, tr: ReturnType<typeof pageBreakAt>): string[] {
  if (tr === null) return [];
  const after = state.apply(tr);
  after.doc.check();
  const lines: string[] = [];
  after.doc.forEach((node, pos) => {
    const caret = pos + 1 === after.selection.$from.start() ? '>' : '';
    lines.push(`${caret}${node.type.name}${node.isTextblock ? `:${node.textContent}` : ''}`);
  });
  return lines;
}

describe('a page break', () => {
  it('stands behind the block, and the caret goes on below', () => {
    const state = at(['One', 'Two'], 0);
    expect(said(state, pageBreakAt(state))).toEqual(['action:One', 'pageBreak', '>action:Two']);
  });
  it('makes a line to write in at the end, and takes the place of an empty one', () => {
    const end = at(['One'], 0);
    expect(said(end, pageBreakAt(end))).toEqual(['action:One', 'pageBreak', '>action:']);
    const empty = at(['One', ''], 1);
    expect(said(empty, pageBreakAt(empty))).toEqual(['action:One', 'pageBreak', '>action:']);
  });
});

describe('a title page', () => {
  const fields = { Title: 'Paper Kites', Author: 'Ines' };
  it('is the head of the script', () => {
    const state = at(['One'], 0);
    expect(said(state, titlePageIn(state, fields))).toEqual(['>titleField:Paper Kites', 'titleField:Ines', 'action:One']);
  });
  it('is not made twice', () => {
    const first = at(['One'], 0);
    const tr = titlePageIn(first, fields);
    const state = tr === null ? first : first.apply(tr);
    expect(said(state, titlePageIn(state, { Title: 'Another' }))).toHaveLength(3);
  });
});
