import { Extension } from '@tiptap/core';
import type { Node as ProseMirrorNode, Slice } from '@tiptap/pm/model';
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { ScriptBlockJson } from '@trashfire/shared/document/script-json';
import { assertOneEdit, assertReadable } from '@trashfire/shared/document/script-weight';
import { AppError } from '@trashfire/shared/errors/app-error';
import { docToFountain } from '@trashfire/shared/fountain/from-doc';
import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import { showError } from '../api/query-client.ts';

/**
 * Elements of pasted text; ids are minted by the unique-id extension when they arrive in the document.
 * @throws AppError too-large.
 */
function blocksOf(text: string, view: EditorView): ProseMirrorNode[] {
  assertReadable(text);
  const script = fountainToDoc(text);
  assertOneEdit(script);
  return script.content.map((block) => view.state.schema.nodeFromJSON({ ...block, attrs: { ...block.attrs, id: null } }));
}

/** Puts whole elements in: instead of an empty block, else behind the block, which is parted when the caret is inside it. */
export function insertBlocks(view: EditorView, blocks: readonly ProseMirrorNode[]): boolean {
  const { state } = view;
  const { tr } = state;
  tr.deleteSelection();
  const { $from } = tr.selection;
  if ($from.depth !== 1) return false;
  const before = $from.before();
  const block = $from.parent;
  const atStart = $from.parentOffset === 0;
  const inside = !atStart && $from.parentOffset < block.content.size;
  if (inside) tr.split($from.pos);
  const at = block.content.size === 0 || atStart ? before : tr.mapping.map($from.pos, -1) + 1;
  if (block.content.size === 0) tr.replaceWith(before, before + block.nodeSize, blocks);
  else tr.insert(at, blocks);
  const end = at + blocks.reduce((sum, node) => sum + node.nodeSize, 0);
  tr.setSelection(TextSelection.near(tr.doc.resolve(end), -1));
  view.dispatch(tr.scrollIntoView().setMeta('paste', true));
  return true;
}

interface PasteOptions {
  /** Reads text of another program's as Fountain; null where it is not that program's. */
  readForeign: ((text: string) => Promise<string> | null) | null;
}

/** Plain text that is pasted is read as Fountain, and a selection that is copied leaves as Fountain, so that scripts travel between this and every plain text. */
export const PasteFountain = Extension.create<PasteOptions>({
  name: 'pasteFountain',
  addOptions: () => ({ readForeign: null }),
  addProseMirrorPlugins() {
    const { readForeign } = this.options;
    return [
      new Plugin({
        key: new PluginKey('pasteFountain'),
        props: {
          // Before the editor makes elements of it: that alone would hold the window for seconds, or end it.
          handleDOMEvents: {
            paste: (view, event) => takesOver(view, event, event.clipboardData),
            drop: (view, event) => takesOver(view, event, event.dataTransfer),
          },
          handleDrop: (_view, _event, slice) => refuses(slice),
          handlePaste(view, event, slice) {
            const data = event.clipboardData;
            const text = data?.getData('text/plain') ?? '';
            // Our own copies come with their elements as HTML; a single line goes into the sentence it is pasted into.
            if (data?.getData('text/html').includes('data-pm-slice')) return refuses(slice);
            const foreign = readForeign?.(text) ?? null;
            if (foreign !== null) {
              // What reads it may have to be loaded first; the page may be another by then.
              void foreign.then((fountain) => view.isDestroyed || pasteScript(view, fountain), showError);
              return true;
            }
            return (text.trim().includes('\n') && pasteScript(view, text)) || refuses(slice);
          },
          clipboardTextSerializer(slice) {
            const blocks = slice.content.toJSON() as ScriptBlockJson[] | null;
            if (blocks === null || slice.content.childCount < 2)
              return slice.content.textBetween(0, slice.content.size, '\n', '\n');
            return docToFountain({ type: 'doc', content: blocks });
          },
        },
      }),
    ];
  },
});

/**
 * What is larger than any edit is not made into elements; where only its HTML is, as word processors write it, its plain text
 * comes in. @returns whether nothing else is to be done with it.
 */
function takesOver(view: EditorView, event: Event, data: DataTransfer | null): boolean {
  const text = data?.getData('text/plain') ?? '';
  const html = data?.getData('text/html') ?? '';
  if (Math.max(text.length, html.length) <= LIMITS.updateBytes) return false;
  event.preventDefault();
  return !view.editable || pasteScript(view, text || html);
}

/** Elements that come in as they are must be one edit as well, or the studio refuses it when it stands here already. @returns whether they were refused. */
function refuses(slice: Slice): boolean {
  const blocks = (slice.content.toJSON() ?? []) as ScriptBlockJson[];
  return unlessRefused(() => {
    assertOneEdit({ type: 'doc', content: blocks });
    return false;
  });
}

/** Whether nothing is written yet. */
function isBare({ state: { doc } }: EditorView): boolean {
  return doc.textContent.trim() === '';
}

/** Pastes plain text as Fountain, or says why it cannot: half a script, or one the studio refuses, never comes in. */
export function pasteScript(view: EditorView, text: string): boolean {
  return unlessRefused(() => {
    const blocks = blocksOf(text, view);
    // A title page is the first thing of a script or it is none: in the middle it would stand there as lines.
    return insertBlocks(view, isBare(view) ? blocks : blocks.filter(({ type }) => type.name !== 'titleField'));
  });
}

/** @returns what `work` says, or true when it was refused, which is shown. */
function unlessRefused(work: () => boolean): boolean {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    showError(error);
    return true;
  }
}
