import * as Y from 'yjs';
import { readScript, type Script } from '../fountain/script.ts';
import { BLOCK_ATTRIBUTES, blockTypeOf, SCREENPLAY_MARKS, type ScreenplayBlock } from './editor-schema.ts';
import type { ScriptBlockAttrs, ScriptBlockJson, ScriptInlineJson, ScriptJson } from './script-json.ts';

/**
 * The script's Yjs fragment as data, without an editor. The tiptap binding keeps a block as Y.XmlElement (name = type,
 * attributes = attrs, absent = default) and text as Y.XmlText whose formatting attributes are the marks. What the schema does
 * not know is left out here and reported by validateScriptJson on the raw form.
 */
export function scriptJsonFromFragment(fragment: Y.XmlFragment): ScriptJson {
  const content: ScriptBlockJson[] = [];
  for (const element of fragment.toArray()) {
    if (!(element instanceof Y.XmlElement)) continue;
    const type = blockTypeOf(element.nodeName);
    if (type !== null) content.push(readBlock(element, type));
  }
  return { type: 'doc', content };
}

/** The script as planners and agents read it. */
export function scriptFromFragment(fragment: Y.XmlFragment): Script {
  return readScript(scriptJsonFromFragment(fragment));
}

/** @returns the block element that carries this id, or null. */
export function blockElement(fragment: Y.XmlFragment, id: string): Y.XmlElement | null {
  for (const element of fragment.toArray()) {
    if (element instanceof Y.XmlElement && element.getAttribute('id') === id) return element;
  }
  return null;
}

/** One block of a script. */
export function readBlock(element: Y.XmlElement, type: ScreenplayBlock): ScriptBlockJson {
  const content = element.toArray().flatMap(readInline);
  const attrs = readAttributes(element, type);
  return content.length === 0 ? { type, attrs } : { type, attrs, content };
}

function readAttributes(element: Y.XmlElement, type: ScreenplayBlock): ScriptBlockAttrs {
  // Yjs types attributes as strings; the binding stores numbers and booleans as they are.
  const stored: Record<string, unknown> = element.getAttributes();
  const text = (name: string) => (typeof stored[name] === 'string' ? stored[name] : null);
  const allowed = BLOCK_ATTRIBUTES[type];
  return {
    id: text('id'),
    src: text('src'),
    ...(allowed.includes('number') ? { number: text('number') } : {}),
    ...(allowed.includes('dual') ? { dual: stored.dual === true } : {}),
    ...(allowed.includes('level') ? { level: typeof stored.level === 'number' ? stored.level : 1 } : {}),
    ...(allowed.includes('key') ? { key: text('key') ?? 'Title' } : {}),
  };
}

function readInline(node: Y.XmlElement | Y.XmlText | Y.XmlHook): ScriptInlineJson[] {
  if (node instanceof Y.XmlText) {
    return node.toDelta().flatMap((part: { insert?: unknown; attributes?: Record<string, unknown> }): ScriptInlineJson[] => {
      if (typeof part.insert !== 'string' || part.insert === '') return [];
      const { attributes } = part;
      const marks =
        attributes === undefined
          ? []
          : SCREENPLAY_MARKS.filter((mark) => attributes[mark] !== undefined && attributes[mark] !== null);
      return [
        marks.length === 0
          ? { type: 'text', text: part.insert }
          : { type: 'text', text: part.insert, marks: marks.map((type) => ({ type })) },
      ];
    });
  }
  return node instanceof Y.XmlElement && node.nodeName === 'hardBreak' ? [{ type: 'hardBreak' }] : [];
}
