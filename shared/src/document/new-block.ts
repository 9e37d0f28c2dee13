import * as Y from 'yjs';
import type { ScreenplayBlock } from './editor-schema.ts';

interface BlockFields {
  readonly id: string;
  readonly type: ScreenplayBlock;
  /** A line feed is a line break inside the block. */
  readonly text: string;
  /** Of a section. */
  readonly level?: number;
}

/** A new block of the script, in the shape the editor's binding writes: every attribute with its default but null ones. */
export function newBlock({ id, type, text, level = 1 }: BlockFields): Y.XmlElement {
  const element = new Y.XmlElement<Record<string, string | number | boolean>>(type);
  element.setAttribute('id', id);
  if (type === 'character') element.setAttribute('dual', false);
  if (type === 'section') element.setAttribute('level', level);
  if (type === 'titleField') element.setAttribute('key', 'Title');
  if (type === 'pageBreak') return element as unknown as Y.XmlElement;
  const children = text.split('\n').flatMap((line, i) => {
    const run = line === '' ? [] : [new Y.XmlText(line)];
    return i === 0 ? run : [new Y.XmlElement('hardBreak'), ...run];
  });
  element.insert(0, children);
  return element as unknown as Y.XmlElement;
}
