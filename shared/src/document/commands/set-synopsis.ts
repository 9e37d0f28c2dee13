import * as Y from 'yjs';
import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { outlineBlocks } from '../moves/rewrite-range.ts';
import { newBlock } from '../new-block.ts';
import { itemsOf, outlineOf, synopsesBelow } from '../outline.ts';
import { refuseLockedBlock } from '../scene-state.ts';
import { RecordId } from '../schema.ts';
import { rewriteLines } from '../script-lines.ts';
import { patchRecord, readRecord, scriptFragment } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/** Fountain has titles and synopses of one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * Writes the synopsis of a section or a scene, the block right below it, by the smallest edit (SPEC C4); empty takes it out. What
 * the room knew as the synopsis of that scene beside its text gives way to it (SPEC O4).
 * @throws AppError `not-found` when the section or scene is gone, `conflict` when the scene is locked.
 */
export const setSynopsis = defineCommand({
  name: 'set-synopsis',
  document: 'episode',
  title: 'Writes the synopsis of an act, a sequence, a beat or a scene into the script; an empty one takes it out.',
  /** `synopsisId` is for the block, where there is none yet. */
  args: z.strictObject({ id: RecordId, synopsisId: RecordId, text: z.string().max(20_000) }),
  run(doc, { id, synopsisId, text }): void {
    const blocks = outlineBlocks(doc);
    const item = itemsOf(outlineOf(blocks)).find((each) => each.id === id);
    if (item === undefined)
      throw new AppError('not-found', 'That card is no longer in the script. Somebody may have removed it.');
    refuseLockedBlock(doc, id);
    const script = scriptFragment(doc);
    const wanted = oneLine(text);
    const [first, ...more] = synopsesBelow(blocks, item.from);
    // Several are read as one, so they are written as one.
    if (more[0] !== undefined) script.delete(more[0], more.length);
    const block = first === undefined ? null : script.get(first);
    if (first === undefined && wanted !== '')
      script.insert(item.from + 1, [newBlock({ id: synopsisId, type: 'synopsis', text: wanted })]);
    else if (first !== undefined && wanted === '') script.delete(first, 1);
    else if (block instanceof Y.XmlElement) rewriteLines(block, [wanted]);
    if (item.kind === 'scene' && readRecord(doc, 'scenes', id)?.synopsis) patchRecord(doc, 'scenes', id, { synopsis: '' });
  },
});
