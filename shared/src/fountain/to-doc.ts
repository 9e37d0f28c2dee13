import { BLOCK_ATTRIBUTES } from '../document/editor-schema.ts';
import type { ScriptBlockAttrs, ScriptBlockJson, ScriptJson } from '../document/script-json.ts';
import { newId } from '../ids.ts';
import { runsToInline } from './doc-runs.ts';
import { parseFountain } from './parse.ts';
import type { FountainBlock } from './types.ts';

/**
 * Blocks as a document of the screenplay schema, each with its own source kept in `src`. Ids are always minted: a scene number
 * that happens to be a legal id may be in use elsewhere in the series.
 * @param mintId gives a fresh id per block; tests pass a seeded one.
 */
export function blocksToDoc(blocks: readonly FountainBlock[], mintId: () => string = newId): ScriptJson {
  if (blocks.length === 0) return { type: 'doc', content: [{ type: 'action', attrs: { id: mintId(), src: null } }] };
  return { type: 'doc', content: blocks.map((block) => blockToJson(block, mintId())) };
}

/** Reads Fountain into a document. */
export function fountainToDoc(source: string, mintId: () => string = newId): ScriptJson {
  return blocksToDoc(parseFountain(source), mintId);
}

function blockToJson(block: FountainBlock, id: string): ScriptBlockJson {
  const allowed = BLOCK_ATTRIBUTES[block.type];
  const attrs: ScriptBlockAttrs = {
    id,
    src: block.src,
    ...(allowed.includes('number') ? { number: block.number } : {}),
    ...(allowed.includes('dual') ? { dual: block.dual } : {}),
    ...(allowed.includes('level') ? { level: block.level } : {}),
    ...(allowed.includes('key') ? { key: block.key ?? 'Title' } : {}),
  };
  const content = runsToInline(block.runs);
  return content.length === 0 ? { type: block.type, attrs } : { type: block.type, attrs, content };
}
