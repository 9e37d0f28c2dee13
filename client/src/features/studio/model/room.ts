import { useLocation } from 'react-router';

export const STUDIO_ROOMS = ['script', 'storyboard', 'timeline', 'bible', 'queue'] as const;
export type StudioRoom = (typeof STUDIO_ROOMS)[number];

export const ROOM_LABEL: Record<StudioRoom, string> = {
  script: 'Script',
  storyboard: 'Storyboard',
  timeline: 'Timeline',
  bible: 'Bible',
  queue: 'Queue',
};

/** The room a path is in; null for pages that are none, such as the phone's chat. */
export function roomOf(pathname: string): StudioRoom | null {
  const last = pathname.split('/')[3];
  return STUDIO_ROOMS.find((room) => room === last) ?? null;
}

export function useRoom(): StudioRoom | null {
  return roomOf(useLocation().pathname);
}
