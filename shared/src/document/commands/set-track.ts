import { z } from 'zod';
import { say } from '../../errors/say.ts';
import { ensureTracks } from '../board.ts';
import { RecordId, Track } from '../schema.ts';
import { defineCommand } from './command.ts';
import { patchExisting } from './patch-existing.ts';

/** @throws AppError `not-found` for a track no episode has. */
export const setTrack = defineCommand({
  name: 'set-track',
  document: 'episode',
  title: 'Mutes or locks a track, or takes that back.',
  args: z.strictObject({ id: RecordId, patch: Track.pick({ muted: true, locked: true }).partial().strict() }),
  run(doc, { id, patch }): void {
    ensureTracks(doc);
    patchExisting(doc, 'tracks', id, patch, say`track`);
  },
});
