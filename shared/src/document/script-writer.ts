import { prosemirrorJSONToYXmlFragment } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { screenplaySchema } from './editor-schema.ts';
import type { ScriptJson } from './script-json.ts';

/**
 * Makes a fragment hold this script, without an editor: an importer's seed of an empty document. On a fragment that has
 * content it writes the difference. Call it inside a command's transaction.
 * @throws RangeError when the JSON does not fit the screenplay schema.
 */
export function fillFragment(fragment: Y.XmlFragment, script: ScriptJson): void {
  const schema = screenplaySchema();
  schema.nodeFromJSON(script).check();
  prosemirrorJSONToYXmlFragment(schema, script, fragment);
}
