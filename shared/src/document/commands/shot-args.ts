import { z } from 'zod';
import { Clip, RecordId, Shot } from '../schema.ts';

/**
 * A shot as a caller makes it: where it stands is said by the command, so it has no order key of its own; what people add to
 * a shot later is not in it yet.
 */
export const NewShot = Shot.omit({ v: true, order: true, notes: true, lens: true, ownPicture: true, lock: true });
export type NewShot = z.infer<typeof NewShot>;

/** The record of a new shot. @param order its key among the shots of its scene. */
export function newShotRecord(shot: NewShot, order: string): Shot {
  return { ...shot, v: 3, order, notes: '', lens: null, ownPicture: null, lock: null };
}

/** A clip for the cut; `duration` in frames at the edit rate. */
export const NewClip = z.strictObject({ id: RecordId, shotId: RecordId, duration: Clip.shape.duration });
export type NewClip = z.infer<typeof NewClip>;
