import { Fragment, Slice } from '@tiptap/pm/model';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { screenplaySchema } from '@trashfire/shared/document/editor-schema';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import { describe, expect, it } from 'vitest';
import { insertBlocks, PasteFountain, pasteScript } from './paste-fountain.ts';

const schema = screenplaySchema();
const block = (type: string, text: string) =>
  schema.nodes[type]?.create(null, text === '' ? null : schema.text(text)) ?? schema.text('?');

/** Pastes two elements at a caret and returns what the script says then. */
function paste(texts: readonly string[], caret: number): string[] {
  const doc = schema.node(
    'doc',
    null,
    texts.map((text) => block('action', text)),
  );
  let state = EditorState.create({ doc });
  state = state.apply(state.tr.setSelection(TextSelection.create(doc, caret)));
  // As much of a view as inserting asks for.
  const view = {
    state,
    dispatch: (tr: typeof state.tr) => {
      state = state.apply(tr);
    },
  } as unknown as EditorView;
  insertBlocks(view, [block('sceneHeading', 'INT. X'), block('action', 'Rain.')]);
  const said: string[] = [];
  state.doc.forEach((node) => {
    said.push(`${node.type.name}:${node.textContent}`);
  });
  return said;
}

describe('pasting elements', () => {
  const pasted = ['sceneHeading:INT. X', 'action:Rain.'];
  it('replaces an empty block', () => expect(paste([''], 1)).toEqual(pasted));
  it('stands behind a block at its end and before it at its start', () => {
    expect(paste(['One', 'Two'], 4)).toEqual(['action:One', ...pasted, 'action:Two']);
    expect(paste(['One', 'Two'], 6)).toEqual(['action:One', ...pasted, 'action:Two']);
  });
  it('parts a block around itself', () => expect(paste(['Onetwo'], 4)).toEqual(['action:One', ...pasted, 'action:two']));
});

it('a text that is too long for one edit is refused whole, and the script stays as it is (R5)', () => {
  const state = EditorState.create({ doc: schema.node('doc', null, [block('action', 'Mine.')]) });
  const dispatched: unknown[] = [];
  const view = { state, dispatch: (tr: unknown) => dispatched.push(tr) } as unknown as EditorView;
  expect(pasteScript(view, 'A.\n\n'.repeat(20_000))).toBe(true);
  expect(dispatched).toEqual([]);
  expect(pasteScript(view, 'A.\n\nB.\n')).toBe(true);
  expect(dispatched).toHaveLength(1);
});

it('a title page comes along into an empty script and into no other', () => {
  const pasted = (text: string) => {
    let state = EditorState.create({ doc: schema.node('doc', null, [block('action', text)]) });
    const view = {
      get state() {
        return state;
      },
      dispatch: (tr: typeof state.tr) => {
        state = state.apply(tr);
      },
    } as unknown as EditorView;
    pasteScript(view, 'Title: Nine Days Dark\n\nINT. PIER - DAY\n\nGulls.\n');
    return state.doc.children.map((node) => node.type.name);
  };
  expect(pasted('')).toEqual(['titleField', 'sceneHeading', 'action']);
  expect(pasted('Rain.')).not.toContain('titleField');
});

/** What the editor asks of a view when something is pasted or dropped, with the clipboard's texts. */
function arrives(data: Readonly<Record<string, string>>, slice = Slice.empty) {
  let state = EditorState.create({ doc: schema.node('doc', null, [block('action', 'Mine.')]) });
  let changes = 0;
  const view = {
    get state() {
      return state;
    },
    editable: true,
    dispatch(tr: typeof state.tr) {
      changes += 1;
      state = state.apply(tr);
    },
  } as unknown as EditorView;
  const transfer = { getData: (type: string) => data[type] ?? '' };
  const event = { preventDefault() {}, clipboardData: transfer, dataTransfer: transfer } as unknown as ClipboardEvent & DragEvent;
  const [plugin] = PasteFountain.config.addProseMirrorPlugins?.call({ options: { readForeign: null } } as never) ?? [];
  if (plugin === undefined) throw new Error('the extension has a plugin');
  const { handleDOMEvents, handlePaste, handleDrop } = plugin.props;
  const taken = [
    handleDOMEvents?.paste?.call(plugin, view, event) === true || handlePaste?.call(plugin, view, event, slice) === true,
    handleDOMEvents?.drop?.call(plugin, view, event) === true || handleDrop?.call(plugin, view, event, slice, false) === true,
  ];
  return { taken, changes };
}

it('what no edit can hold is taken from the editor before and after it is made into elements, pasted or dropped (R5)', () => {
  const huge = 'x'.repeat(LIMITS.updateBytes + 1);
  expect(arrives({ 'text/plain': huge })).toEqual({ taken: [true, true], changes: 0 });
  expect(arrives({ 'text/html': huge })).toEqual({ taken: [true, true], changes: 0 });
  // Only its HTML is huge: the text comes in.
  expect(arrives({ 'text/plain': 'A.\n\nB.', 'text/html': huge })).toEqual({ taken: [true, true], changes: 2 });
  const copied = { 'text/plain': 'A.', 'text/html': '<p data-pm-slice>' };
  const elements = (count: number) => new Slice(Fragment.from(Array.from({ length: count }, () => block('action', 'A.'))), 0, 0);
  expect(arrives(copied, elements(3)).taken).toEqual([false, false]);
  expect(arrives(copied, elements(30_000))).toEqual({ taken: [true, true], changes: 0 });
});
