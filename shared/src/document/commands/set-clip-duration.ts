import { z } from 'zod';
import { say } from '../../errors/say.ts';
import { Clip, RecordId } from '../schema.ts';
import { refuseLockedClip } from '../shot-lock.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { defineCommand } from './command.ts';
import { patchExisting } from './patch-existing.ts';

/** Everything behind moves along by itself, because start frames are sums (SPEC T3). @throws AppError `not-found`, or `conflict` when the track or the clip's shot is locked. */
export const setClipDuration = defineCommand({
  name: 'set-clip-duration',
  document: 'episode',
  title: 'Sets how long a clip lasts, in frames at 24 a second; later clips move along.',
  args: z.strictObject({ id: RecordId, duration: Clip.shape.duration }),
  run(doc, { id, duration }): void {
    refuseLockedCut(doc);
    refuseLockedClip(doc, id);
    patchExisting(doc, 'clips', id, { duration }, say`clip`);
  },
});
