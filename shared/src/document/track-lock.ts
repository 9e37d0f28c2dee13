import type * as Y from 'yjs';
import { AppError } from '../errors/app-error.ts';
import { VIDEO_TRACK_ID } from './timeline.ts';
import { readRecord } from './ydoc.ts';

/** Whether somebody locked the picture track. */
export function isCutLocked(doc: Y.Doc): boolean {
  return readRecord(doc, 'tracks', VIDEO_TRACK_ID)?.locked === true;
}

/**
 * Refuses an edit of the cut while its track is locked (SPEC T10). Commands ask before their first write.
 * @throws AppError `conflict`, saying what to do.
 */
export function refuseLockedCut(doc: Y.Doc): void {
  if (!isCutLocked(doc)) return;
  throw new AppError('conflict', 'The picture track is locked, so the cut stays as it is. Unlock it in the timeline first.');
}
