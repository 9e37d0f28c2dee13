import { Extension } from '@tiptap/core';
import { Fragment, Slice } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { ScriptBlockJson } from '@trashfire/shared/document/script-json';
import { docToFountain } from '@trashfire/shared/fountain/from-doc';
import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';

/**
 * Plain text that is pasted is read as Fountain, and a selection that is copied leaves as Fountain, so that scripts
 * travel between this and every plain text. Ids are minted again by the unique-id extension, also for our own copies.
 */
export const PasteFountain = Extension.create({
  name: 'pasteFountain',
  addProseMirrorPlugins() {
    const { schema } = this.editor;
    return [
      new Plugin({
        key: new PluginKey('pasteFountain'),
        props: {
          clipboardTextParser(text, _context, plain) {
            // A single line goes into the sentence it is pasted into.
            if (plain || !text.trim().includes('\n')) {
              const words = text.trim();
              return words === '' ? Slice.empty : new Slice(Fragment.from(schema.text(words.replace(/\s*\n\s*/g, ' '))), 0, 0);
            }
            const nodes = fountainToDoc(text).content.map((block) =>
              schema.nodeFromJSON({ ...block, attrs: { ...block.attrs, id: null } }),
            );
            return new Slice(Fragment.from(nodes), 0, 0);
          },
          clipboardTextSerializer(slice) {
            const blocks = slice.content.toJSON() as ScriptBlockJson[] | null;
            const whole = slice.openStart === 0 || slice.content.childCount > 1;
            if (blocks === null || !whole) return slice.content.textBetween(0, slice.content.size, '\n', '\n');
            return docToFountain({ type: 'doc', content: blocks });
          },
        },
      }),
    ];
  },
});
