import { t } from '@lingui/core/macro';
import { useCallback, useMemo } from 'react';
import { create } from 'zustand';
import { useStudio } from '../../studio/model/studio-context.ts';
import { forgetKept, isKeptKey, type KeptChat, keptKey, readKept, withoutSettled, writeKept } from './kept-chat.ts';

interface Chats {
  byKey: Readonly<Record<string, KeptChat>>;
}

const useChats = create<Chats>()(() => ({ byKey: {} }));

type Change = (kept: KeptChat) => Partial<KeptChat>;

const shelves = { window: window.sessionStorage, browser: window.localStorage };

// What other windows of the browser did with what is shared; signing out in one of them forgets the words in all.
window.addEventListener('storage', ({ key, oldValue, newValue, storageArea }) => {
  if (key === null || storageArea !== shelves.browser || !isKeptKey(key)) return;
  if (newValue === null) shelves.window.removeItem(key);
  const { [key]: kept, ...others } = useChats.getState().byKey;
  if (newValue === null) useChats.setState({ byKey: others });
  else if (kept !== undefined) {
    useChats.setState({ byKey: { ...others, [key]: withoutSettled(kept, { before: oldValue, now: newValue }) } });
  }
});

function read(key: string): KeptChat {
  const interrupted = t`The window was closed before it was sent.`;
  return useChats.getState().byKey[key] ?? readKept(shelves, key, interrupted);
}

function change(key: string, by: Change): void {
  const before = read(key);
  const next = { ...before, ...by(before) };
  useChats.setState(({ byKey }) => ({ byKey: { ...byKey, [key]: next } }));
  writeKept(shelves, key, before, next);
}

/** What this person writes, points at and has read in the chat of this episode, and how to change it. */
export function useKeptChat(): readonly [KeptChat, (by: Change) => void] {
  const { episode, me } = useStudio();
  const key = keptKey(me.person.id, episode.id);
  const first = useMemo(() => read(key), [key]);
  const kept = useChats(({ byKey }) => byKey[key]) ?? first;
  return [kept, useCallback((by: Change) => change(key, by), [key])];
}

/** Fills the box of the chat: "ask the agent" buttons elsewhere. */
export function useDraft(): (text: string) => void {
  const [, update] = useKeptChat();
  return useCallback((draft: string) => update(() => ({ draft })), [update]);
}

/** Forgets what this person wrote and did not send, in this window and in the browser: at sign-out. */
export function forgetChats(personId: string): void {
  useChats.setState({ byKey: {} });
  for (const shelf of Object.values(shelves)) forgetKept(shelf, personId);
}
