import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLocation } from 'react-router';

export const STUDIO_ROOMS = ['script', 'outline', 'storyboard', 'timeline', 'gallery', 'queue'] as const;
export type StudioRoom = (typeof STUDIO_ROOMS)[number];

export const ROOM_LABEL: Record<StudioRoom, MessageDescriptor> = {
  script: msg`Script`,
  outline: msg({ message: 'Outline', comment: 'The room of the acts, sequences and beats of an episode.' }),
  storyboard: msg`Storyboard`,
  timeline: msg`Timeline`,
  gallery: msg({ message: 'Gallery', comment: 'The room of the cast, places, props and pictures of a series.' }),
  queue: msg({ message: 'Queue', comment: 'The list of renders.' }),
};

/** Pages that belong to a room: whoever prints a script is in the script. */
const PAGES: ReadonlyMap<string, StudioRoom> = new Map([
  ['print', 'script'],
  ['print-boards', 'storyboard'],
]);

/** The room a path is in; null for pages that are none, such as the phone's chat. */
export function roomOf(pathname: string): StudioRoom | null {
  const last = pathname.split('/')[3] ?? '';
  return STUDIO_ROOMS.find((room) => room === last) ?? PAGES.get(last) ?? null;
}

export function useRoom(): StudioRoom | null {
  return roomOf(useLocation().pathname);
}
