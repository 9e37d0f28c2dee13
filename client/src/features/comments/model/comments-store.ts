import type { Anchor } from '@trashfire/shared/api/comments-contract';
import type { PersonView } from '@trashfire/shared/api/contract';
import { create } from 'zustand';
import type { ThreadFilter } from './threads.ts';

/** What somebody is writing; the id stays with it, so that it is one comment however often it is sent. */
export interface Draft {
  readonly id: string;
  readonly text: string;
  /** Whom they picked from the list of people. */
  readonly picked: readonly PersonView[];
}

/** Key of a draft: a thread it answers, a comment it changes, or a new thread of an episode. */
export type DraftKey = `thread:${string}` | `edit:${string}` | `new:${string}`;

interface CommentsState {
  /** The thread one is at. */
  active: string | null;
  filter: ThreadFilter;
  /** What the next thread is about; null while none is being written. */
  pending: { readonly episodeId: string; readonly anchor: Anchor } | null;
  drafts: Readonly<Partial<Record<DraftKey, Draft>>>;
  /** Rises each time a thread is asked to be shown in its room. */
  asked: number;
  /** What is selected in the script, while it is open. */
  source: (() => Anchor | null) | null;
  set: (patch: Partial<Pick<CommentsState, 'active' | 'filter' | 'pending' | 'source'>>) => void;
  show: (id: string) => void;
  write: (key: DraftKey, patch: Partial<Omit<Draft, 'id'>>) => void;
  drop: (key: DraftKey) => void;
}

/** Where one is among the threads, and what one writes: kept while the panel is closed. */
export const useComments = create<CommentsState>()((set) => ({
  active: null,
  filter: 'open',
  pending: null,
  drafts: {},
  asked: 0,
  source: null,
  set: (patch) => set(patch),
  show: (active) => set(({ asked }) => ({ active, asked: asked + 1 })),
  write: (key, patch) =>
    set(({ drafts }) => {
      const draft = drafts[key] ?? { id: crypto.randomUUID(), text: '', picked: [] };
      return { drafts: { ...drafts, [key]: { ...draft, ...patch } } };
    }),
  drop: (key) =>
    set(({ drafts }) => {
      const { [key]: _, ...rest } = drafts;
      return { drafts: rest };
    }),
}));
