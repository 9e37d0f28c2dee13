import { z } from 'zod';

/**
 * What stands in awareness (at most 4 KiB a client, see ./limits.ts). The server overwrites `user` with the ticket's
 * identity, so nobody can pose as another; the rest is the client's own. y-tiptap adds its `cursor` beside these.
 */
export const PresenceUser = z.object({
  id: z.string(),
  name: z.string(),
  color: z.string(),
  kind: z.enum(['person', 'agent', 'service']),
});
export type PresenceUser = z.infer<typeof PresenceUser>;

export const ROOMS = ['home', 'script', 'outline', 'storyboard', 'timeline', 'bible', 'gallery', 'queue', 'review'] as const;

/** Where a person is: what follow and the rail's dots read. */
export const PresencePlace = z.object({
  room: z.enum(ROOMS),
  sceneId: z.string().nullable(),
  shotId: z.string().nullable(),
  frame: z.number().int().nullable(),
  /** When that window last went there or was turned to, ms since the epoch: of several windows of one person the latest is where they are. */
  at: z.number().int().optional(),
  /** The block of the script at the top of that window, for who follows. */
  blockId: z.string().nullable().optional(),
  /** That window wants nobody to follow it. */
  alone: z.boolean().optional(),
});
export type PresencePlace = z.infer<typeof PresencePlace>;

/**
 * A drag over the clips while the hand holds it, so that the others see where it would end; it is written when the hand lets
 * go. `start` and `end`: what the clip would cover, frames at the edit rate. `edge`: an edge moves; `move`: the clip would
 * stand at `start`.
 */
export const PresenceDrag = z.object({
  kind: z.enum(['edge', 'move']),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
});
export type PresenceDrag = z.infer<typeof PresenceDrag>;

/**
 * Where a person's laser pointer is while they hold its key: on a picture both have in sight, as parts of its width and height, so
 * that windows of any size show the same spot. `at`: when, ms since the epoch of that window; each other one is another point.
 */
export const PresenceLaser = z.object({
  on: z.string().max(60),
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  at: z.number().int(),
});
export type PresenceLaser = z.infer<typeof PresenceLaser>;

/** How far a render worker is with what it makes, keyed by shot id or cut id; at most 2 Hz, never in the document (DESIGN §4). */
export const RenderProgress = z.record(z.string(), z.object({ percent: z.number(), taskId: z.string() }));
export type RenderProgress = z.infer<typeof RenderProgress>;

export const Presence = z.object({
  user: PresenceUser,
  /** A room that is not known is no place. */
  place: PresencePlace.optional().catch(undefined),
  /** A shape that is not known is no drag: nobody vanishes because their program is newer. */
  drag: PresenceDrag.nullable().optional().catch(undefined),
  laser: PresenceLaser.nullable().optional().catch(undefined),
  progress: RenderProgress.optional(),
});
export type Presence = z.infer<typeof Presence>;

/** @returns a client's state as it can be trusted, or null when it does not fit (an older or foreign client). */
export function readPresence(state: unknown): Presence | null {
  const result = Presence.safeParse(state);
  return result.success ? result.data : null;
}
