import type * as Y from 'yjs';
import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { refuseLockedBlock } from '../scene-state.ts';
import { RecordId } from '../schema.ts';
import { findBlock } from '../script-blocks.ts';
import { defineCommand } from './command.ts';

/**
 * Makes a section an act, a sequence or a beat. What stands beneath it and is deeper stays beneath it.
 * @throws AppError `not-found` when it is gone, `conflict` where it stands in a locked scene.
 */
export const setSectionLevel = defineCommand({
  name: 'set-section-level',
  document: 'episode',
  title: 'Makes a section of the outline an act (level 1), a sequence (2) or a beat (3).',
  args: z.strictObject({ id: RecordId, level: z.int().min(1).max(6) }),
  run(doc, { id, level }): void {
    const found = findBlock(doc, id);
    if (found?.block.nodeName !== 'section')
      throw new AppError('not-found', 'That card is no longer in the script. Somebody may have removed it.');
    refuseLockedBlock(doc, id);
    // Yjs types attributes as strings; the binding stores numbers as they are.
    (found.block as unknown as Y.XmlElement<{ level: number }>).setAttribute('level', level);
  },
});
