import { collectionMap, scriptFragment } from '@trashfire/shared/document/ydoc';
import * as Y from 'yjs';

/** What an edit touched that shots are made of: ids of shots, scenes and spoken lines; {@link ANY} when it may be any of them. */
export type Touched = ReadonlySet<string>;

/** A clip moves those behind it, a cue changes who speaks, a character is in many shots. */
export const ANY = '*';

/** A text, list or map of a document. */
type SharedType = Y.Transaction['changed'] extends Map<infer T, unknown> ? T : never;

/** Blocks whose own id a shot names: what is spoken, and the heading of its scene. */
const NAMED: ReadonlySet<string> = new Set(['dialogue', 'sceneHeading']);

/** @param doc an episode's document. */
export function touchedBy({ changed }: Pick<Y.Transaction, 'changed'>, doc: Y.Doc): Touched {
  const touched = new Set<string>();
  for (const [type, fields] of changed) {
    const record = recordOf(type, fields, doc);
    if (record !== null) for (const id of record) touched.add(id);
    else touched.add(blockOf(type, doc) ?? ANY);
  }
  return touched;
}

/** @returns ids of shots or scenes that were written, null when it is something else. */
function recordOf(type: SharedType, fields: ReadonlySet<string | null>, doc: Y.Doc): readonly string[] | null {
  const maps: readonly unknown[] = [collectionMap(doc, 'shots'), collectionMap(doc, 'scenes')];
  if (maps.includes(type)) return [...fields].filter((id) => id !== null);
  for (let part: SharedType | null = type; part?._item; part = part.parent) {
    if (maps.includes(part.parent)) return part._item.parentSub === null ? null : [part._item.parentSub];
  }
  return null;
}

function blockOf(type: SharedType, doc: Y.Doc): string | null {
  const script = scriptFragment(doc);
  for (let part: SharedType | null = type; part !== null; part = part.parent) {
    if (part.parent !== script) continue;
    const id: unknown = part instanceof Y.XmlElement && NAMED.has(part.nodeName) ? part.getAttribute('id') : null;
    return typeof id === 'string' ? id : null;
  }
  return null;
}
