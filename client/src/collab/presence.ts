import { type Presence, type PresencePlace, type PresenceUser, readPresence } from '@trashfire/shared/realtime/presence';
import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { Awareness } from 'y-protocols/awareness';

/** Somebody else in the document; several windows of one person are one peer, where they were last. */
export interface Peer {
  readonly clientId: number;
  readonly user: PresenceUser;
  readonly place: PresencePlace | null;
}

/** @param states raw awareness states by client. @returns everybody but this window, persons first, by name. */
export function peersOf(states: ReadonlyMap<number, unknown>, ownClient: number): Peer[] {
  const peers = new Map<string, Peer>();
  for (const [clientId, state] of states) {
    const presence = clientId === ownClient ? null : readPresence(state);
    if (presence === null || presence.user.kind === 'service') continue;
    const key = `${presence.user.kind}/${presence.user.id}`;
    const known = peers.get(key);
    if (known === undefined || known.place === null)
      peers.set(key, { clientId, user: presence.user, place: presence.place ?? null });
  }
  return [...peers.values()].sort(
    (a, b) => rank(a) - rank(b) || a.user.name.localeCompare(b.user.name) || a.clientId - b.clientId,
  );
}

function rank(peer: Peer): number {
  return peer.user.kind === 'person' ? 0 : 1;
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

const readPeers = (awareness: Awareness) => peersOf(awareness.getStates(), awareness.clientID);
const readProgress = (awareness: Awareness) => progressOf(awareness.getStates());

export function usePeers(awareness: Awareness): readonly Peer[] {
  return useAwareness(awareness, readPeers);
}

export function useProgress(awareness: Awareness): Readonly<Record<string, number>> {
  return useAwareness(awareness, readProgress);
}
