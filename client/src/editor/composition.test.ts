import { type Editor, Extension } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { EditorState, type Plugin, TextSelection, type Transaction } from '@tiptap/pm/state';
import { screenplaySchema } from '@trashfire/shared/document/editor-schema';
import { expect, it } from 'vitest';
import { isComposing } from '../ui/keys.ts';
import { Notes } from './notes.ts';
import { composedElement, ScreenplayKeys } from './screenplay-keys.ts';

const schema = screenplaySchema();
const block = (type: string, text: string) => schema.node(type, null, text === '' ? [] : [schema.text(text)]);

function stateOf(blocks: readonly ProseMirrorNode[], from: number): EditorState {
  const doc = schema.node('doc', null, blocks);
  return EditorState.create({ doc, selection: TextSelection.create(doc, from) });
}

/** What becomes of a line that a composition has left with the caret at its end. */
function composed(type: string, text: string): string | null {
  const state = stateOf([block(type, text)], 1 + text.length);
  const tr = composedElement(state);
  if (tr === null) return null;
  const after = state.apply(tr);
  expect(after.selection.from).toBe(state.selection.from);
  return `${after.doc.firstChild?.type.name}: ${after.doc.textContent}`;
}

it('makes of what was composed what typing would have made of it', () => {
  expect(composed('action', 'int.')).toBe('sceneHeading: INT.');
  expect(composed('action', 'cut to:')).toBe('transition: CUT TO:');
  expect(composed('character', 'nao')).toBe('character: NAO');
  expect(composed('dialogue', 'こんにちは')).toBeNull();
  expect(composed('character', 'ナオ')).toBeNull();
  expect(composed('dialogue', 'int.')).toBeNull();
});

it('leaves a line alone where the caret is in its middle', () => {
  expect(composedElement(stateOf([block('action', 'int.')], 2))).toBeNull();
});

/** What the text handlers of an extension do with a letter; without a browser, which a composition needs, but for its flag. */
function typedInto(extension: Extension, state: EditorState, text: string, composing: boolean): Transaction | null {
  let done: Transaction | null = null;
  const view = { state, composing, dispatch: (tr: Transaction) => (done = tr) };
  const plugins = extension.config.addProseMirrorPlugins?.call({
    editor: { state, view } as unknown as Editor,
  } as never) as Plugin[];
  const { from, to } = state.selection;
  for (const { props } of plugins) {
    const handle = props.handleTextInput as ((...args: unknown[]) => unknown) | undefined;
    handle?.(view, from, to, text, () => state.tr);
  }
  return done;
}

it.each([
  ['an element', ScreenplayKeys, stateOf([block('action', 'int')], 4), '.'],
  ['capitals', ScreenplayKeys, stateOf([block('character', 'NA')], 3), 'o'],
  ['a note', Notes, stateOf([block('action', '[[why]')], 7), ']'],
])('makes %s of a letter that is typed, and never under an input method', (_what, extension, state, text) => {
  expect(extension).toBeInstanceOf(Extension);
  expect(typedInto(extension, state, text, false)?.docChanged).toBe(true);
  expect(typedInto(extension, state, text, true)).toBeNull();
});

it('knows a key of an input method, and the Enter that Safari tells of when the composition has ended', () => {
  const key = (isComposed: boolean, keyCode: number) => ({ isComposing: isComposed, keyCode }) as KeyboardEvent;
  expect(isComposing(key(true, 13))).toBe(true);
  expect(isComposing(key(false, 229))).toBe(true);
  expect(isComposing(key(false, 13))).toBe(false);
  expect(isComposing({ nativeEvent: key(false, 229) } as React.KeyboardEvent)).toBe(true);
});
