import { z } from 'zod';
import { RecordId } from '../document/schema.ts';

/**
 * What a peer's awareness state may hold, beside the `cursor` that the editor binding writes. States arrive from the
 * network, so readers take them through {@link readPresence}, which keeps the fields that fit and drops the rest.
 */

/** Written by the server from the ticket's actor (DESIGN §5.6); what a client claims here is overwritten. `name` and `color` are what the editor's carets show. */
export const PresenceUser = z.object({
  kind: z.enum(['person', 'agent', 'service']),
  id: z.string().max(64),
  name: z.string().max(80),
  color: z.string().regex(/^#[0-9a-f]{6}$/),
});
export type PresenceUser = z.infer<typeof PresenceUser>;

export const ROOMS = ['home', 'script', 'board', 'timeline', 'queue'] as const;
/** Where a peer is looking; what follow mode scrolls to. */
export const PresencePlace = z.object({
  room: z.enum(ROOMS),
  sceneId: RecordId.nullable(),
  shotId: RecordId.nullable(),
  /** Playhead on the timeline in frames at the edit rate. */
  frame: z.number().int().min(0).nullable(),
});
export type PresencePlace = z.infer<typeof PresencePlace>;

/** True progress of one piece of work (R10), at most twice a second, in the `renders:` document. `target` is a shot's, scene's or the episode's id. */
export const PresenceProgress = z.object({
  target: RecordId,
  kind: z.enum(['still', 'shot', 'scene', 'episode']),
  percent: z.number().min(0).max(100),
  /** Seconds left as measured so far; null before there is a measure. */
  secondsLeft: z.number().min(0).nullable(),
  /** Hash of a short-lived preview picture. */
  preview: z.string().max(64).nullable(),
});
export type PresenceProgress = z.infer<typeof PresenceProgress>;

export interface Presence {
  user: PresenceUser | null;
  place: PresencePlace | null;
  progress: PresenceProgress | null;
}

/** @param state one peer's raw awareness state. Never throws. */
export function readPresence(state: unknown): Presence {
  const fields = z.record(z.string(), z.unknown()).safeParse(state);
  if (!fields.success) return { user: null, place: null, progress: null };
  return {
    user: PresenceUser.safeParse(fields.data.user).data ?? null,
    place: PresencePlace.safeParse(fields.data.place).data ?? null,
    progress: PresenceProgress.safeParse(fields.data.progress).data ?? null,
  };
}
