import type * as Y from 'yjs';
import { AppError } from '../errors/app-error.ts';
import { readRecord } from './ydoc.ts';

/**
 * Refuses an edit of a shot that somebody locked, also their own (SPEC B3). Commands ask before their first write.
 * @throws AppError `conflict`, saying who locked it, why, and what to do.
 */
export function refuseLockedShot(doc: Y.Doc, shotId: string): void {
  const lock = readRecord(doc, 'shots', shotId)?.lock ?? null;
  if (lock === null) return;
  const reason = lock.reason === '' ? '' : ` (“${lock.reason}”)`;
  throw new AppError('conflict', `${lock.name} locked this shot${reason}, so it stays as it is. Unlock it first.`);
}

/** Refuses an edit of the clip of a locked shot: how long it is and where it stands in the cut. A gap is held by no shot. @throws as {@link refuseLockedShot}. */
export function refuseLockedClip(doc: Y.Doc, clipId: string): void {
  const clip = readRecord(doc, 'clips', clipId);
  if (clip !== null && clip.gap !== true) refuseLockedShot(doc, clip.shotId);
}
