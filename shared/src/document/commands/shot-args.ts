import { z } from 'zod';
import { Clip, RecordId, Shot } from '../schema.ts';

/** A shot as a caller makes it: where it stands is said by the command, so it has no order key of its own. */
export const NewShot = Shot.omit({ v: true, order: true });
export type NewShot = z.infer<typeof NewShot>;

/** A clip for the cut; `duration` in frames at the edit rate. */
export const NewClip = z.strictObject({ id: RecordId, shotId: RecordId, duration: Clip.shape.duration });
export type NewClip = z.infer<typeof NewClip>;
