import { t } from '@lingui/core/macro';
import {
  type Presence,
  type PresenceDrag,
  type PresencePlace,
  type PresenceUser,
  readPresence,
} from '@trashfire/shared/realtime/presence';
import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { Awareness } from 'y-protocols/awareness';

/** A window that has the document open, other than this one. */
export interface PeerWindow {
  readonly clientId: number;
  readonly user: PresenceUser;
  readonly place: PresencePlace | null;
  /** Whether this window's own person has it open. */
  readonly own: boolean;
}

/** Somebody else in the document, where they are: however many windows they have open, they are one. */
export type Peer = Pick<PeerWindow, 'user' | 'place'>;

/** @param states raw awareness states by client. @returns every other window, of persons first, by name. */
export function windowsOf(states: ReadonlyMap<number, unknown>, ownClient: number): PeerWindow[] {
  const me = readPresence(states.get(ownClient))?.user;
  const windows = [...states].flatMap(([clientId, state]): PeerWindow[] => {
    const presence = clientId === ownClient ? null : readPresence(state);
    if (presence === null || presence.user.kind === 'service') return [];
    const { user, place = null } = presence;
    return [{ clientId, user, place, own: user.kind === 'person' && user.id === me?.id }];
  });
  return windows.sort((a, b) => rank(a) - rank(b) || a.user.name.localeCompare(b.user.name) || a.clientId - b.clientId);
}

/** @returns everybody else, once each; a second window of one's own is nobody else. */
export function peersOf(states: ReadonlyMap<number, unknown>, ownClient: number): Peer[] {
  const others = windowsOf(states, ownClient).filter(({ own }) => !own);
  const people = Map.groupBy(others, ({ user }) => `${user.kind}/${user.id}`);
  return [...people.values()].flatMap((windows) => {
    const [first, ...rest] = windows;
    if (first === undefined) return [];
    const { user, place } = rest.reduce((last, window) => (lastMove(window) > lastMove(last) ? window : last), first);
    return [{ user, place }];
  });
}

function rank({ user }: PeerWindow): number {
  return user.kind === 'person' ? 0 : 1;
}

function lastMove({ place }: PeerWindow): number {
  return place === null ? -1 : (place.at ?? 0);
}

/** What a caret or a playhead is called: whoever has two windows open must not meet a stranger with their own name. */
export function windowName(name: string, own: boolean): string {
  return own ? t`You, in another window` : name;
}

/** What somebody's hand drags over the clips right now. */
export interface PeerDrag {
  readonly clientId: number;
  readonly user: PresenceUser;
  readonly drag: PresenceDrag;
}

/** @returns the drags of all other windows. */
export function dragsOf(states: ReadonlyMap<number, unknown>, ownClient: number): PeerDrag[] {
  return [...states].flatMap(([clientId, state]): PeerDrag[] => {
    const presence = clientId === ownClient ? null : readPresence(state);
    return presence?.drag ? [{ clientId, user: presence.user, drag: presence.drag }] : [];
  });
}

/** Percent by what is being made: shot id, or scene or episode id for cuts. */
export function progressOf(states: ReadonlyMap<number, unknown>): Record<string, number> {
  const progress: Record<string, number> = {};
  for (const state of states.values()) {
    const presence: Presence | null = readPresence(state);
    for (const [target, { percent }] of Object.entries(presence?.progress ?? {})) {
      progress[target] = Math.max(progress[target] ?? 0, Math.min(100, Math.max(0, percent)));
    }
  }
  return progress;
}

/** Reads awareness through `read`; the result is kept while it says the same, because awareness beats even when nothing happens. */
function useAwareness<T>(awareness: Awareness, read: (awareness: Awareness) => T): T {
  const last = useRef<{ value: T; json: string } | null>(null);
  const subscribe = useCallback(
    (listener: () => void) => {
      awareness.on('change', listener);
      return () => awareness.off('change', listener);
    },
    [awareness],
  );
  return useSyncExternalStore(subscribe, () => {
    const value = read(awareness);
    const json = JSON.stringify(value);
    if (last.current === null || last.current.json !== json) last.current = { value, json };
    return last.current.value;
  });
}

const readWindows = (awareness: Awareness) => windowsOf(awareness.getStates(), awareness.clientID);
const readDrags = (awareness: Awareness) => dragsOf(awareness.getStates(), awareness.clientID);
const readPeers = (awareness: Awareness) => peersOf(awareness.getStates(), awareness.clientID);
const readProgress = (awareness: Awareness) => progressOf(awareness.getStates());

export function usePeers(awareness: Awareness): readonly Peer[] {
  return useAwareness(awareness, readPeers);
}

/** Every other window by itself, for what each has of its own: a playhead. */
export function usePeerWindows(awareness: Awareness): readonly PeerWindow[] {
  return useAwareness(awareness, readWindows);
}

export function usePeerDrags(awareness: Awareness): readonly PeerDrag[] {
  return useAwareness(awareness, readDrags);
}

export function useProgress(awareness: Awareness): Readonly<Record<string, number>> {
  return useAwareness(awareness, readProgress);
}
