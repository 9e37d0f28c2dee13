import { isId } from '@trashfire/shared/ids';
import type { StudioRoom } from './room.ts';

/** A place of an episode that an address can name. */
export type DeepLink =
  | { readonly kind: 'scene' | 'shot'; readonly id: string }
  | { readonly kind: 'frame'; readonly frame: number };

const KINDS = ['scene', 'shot', 'frame'] as const;
const ROOM_OF = { scene: 'script', shot: 'storyboard', frame: 'timeline' } as const satisfies Record<
  DeepLink['kind'],
  StudioRoom
>;

/** More frames than any cut has: 24 hours are seven digits. */
const FRAME = /^\d{1,7}$/;

/**
 * Reads `?scene=`, `?shot=` or `?frame=`; the first of them counts.
 * @returns 'unreadable' where what stands there cannot be a place, null where the address names none.
 */
export function readLink(params: URLSearchParams): DeepLink | 'unreadable' | null {
  const kind = KINDS.find((one) => params.has(one));
  if (kind === undefined) return null;
  const value = params.get(kind) ?? '';
  if (kind === 'frame') return FRAME.test(value) ? { kind, frame: Number(value) } : 'unreadable';
  return isId(value) ? { kind, id: value } : 'unreadable';
}

/** What is left of an address's parameters when its place has been gone to. */
export function withoutLink(params: URLSearchParams): URLSearchParams {
  const rest = new URLSearchParams(params);
  for (const kind of KINDS) rest.delete(kind);
  return rest;
}

/** The room that shows such a place. */
export const roomOfLink = ({ kind }: DeepLink): StudioRoom => ROOM_OF[kind];

/** The path of a place, as it is copied. */
export function linkPath(episodeId: string, link: DeepLink): string {
  const value = link.kind === 'frame' ? String(link.frame) : link.id;
  return `/episodes/${episodeId}/${ROOM_OF[link.kind]}?${link.kind}=${value}`;
}
