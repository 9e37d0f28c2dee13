import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { expect, it } from 'vitest';
import { CopyFollower, type NotedCopy } from './copy-follower.ts';
import { type CopyNotes, notesOf, savedState } from './copy-notes.ts';

const status = (pending: number, closeCode: number | null = null) => ({
  pending,
  readOnly: false,
  epoch: 1,
  closeReason: closeCode === null ? null : { code: closeCode, text: '' },
});

/** One copy that every window of the person writes, as the browser's is. */
function copyOf(noted: Record<string, number> = {}) {
  const entries = new Map<string, unknown>(Object.entries(noted));
  let removed = 0;
  let closed = 0;
  let readable = true;
  const reads: Promise<unknown>[] = [];
  const now = () => (readable ? notesOf(entries) : null);
  const copy: NotedCopy = {
    note: (key, value) => void entries.set(key, value),
    clear(seen) {
      for (const [key, value] of seen) if (entries.get(key) === value) entries.delete(key);
    },
    read() {
      const read = Promise.resolve(now());
      reads.push(read);
      return read;
    },
    async remove() {
      removed += 1;
    },
    async close() {
      closed += 1;
    },
  };
  const open = (pending = 0, before: CopyNotes | null = now()) => {
    const follower = new CopyFollower(copy, before, pending);
    follower.loaded();
    return follower;
  };
  return {
    copy,
    entries,
    open,
    state: () => savedState(now()),
    closes: () => closed,
    unreadable: () => {
      readable = false;
    },
    /** @returns how often the copy was deleted, once all that was asked of it is answered. */
    async removals() {
      await Promise.all(reads);
      await Promise.resolve();
      return removed;
    },
  };
}

it('does not let one window clear what another has not saved', () => {
  const { open, state } = copyOf();
  const [one, two] = [open(), open()];
  one.follow(status(1));
  two.follow(status(1));
  one.follow(status(0));
  expect(state()).toBe('unsaved');
  two.follow(status(0));
  expect(state()).toBe('saved');
});

it('clears the flag of a window that is gone once its content is acknowledged, but not edits made since', () => {
  const { open, state } = copyOf({ unsaved: 1, 'unsaved/GONE': 3 });
  open(1).follow(status(0));
  expect(state()).toBe('saved');

  const writer = open();
  writer.follow(status(1));
  const reader = open(1);
  writer.follow(status(2));
  reader.follow(status(0));
  expect(state()).toBe('unsaved');
});

it('takes no acknowledgement for a copy that is not here yet', () => {
  const { copy, state } = copyOf({ 'unsaved/GONE': 1 });
  const follower = new CopyFollower(copy, notesOf([['unsaved/GONE', 1]]), 0);
  follower.follow(status(0));
  expect(state()).toBe('unsaved');
  follower.loaded();
  follower.follow(status(0));
  expect(state()).toBe('saved');
});

it('deletes the copy of a deleted document only when every window’s edits are known to be saved', async () => {
  const saved = copyOf();
  saved.open().follow(status(0, CLOSE.notFound));
  expect(await saved.removals()).toBe(1);

  const meanwhile = copyOf();
  const one = meanwhile.open();
  meanwhile.open().follow(status(1));
  one.follow(status(0, CLOSE.notFound));
  expect(await meanwhile.removals()).toBe(0);

  const silent = copyOf();
  const follower = silent.open();
  silent.unreadable();
  follower.follow(status(0, CLOSE.notFound));
  expect(await silent.removals()).toBe(0);

  const late = copyOf();
  new CopyFollower(late.copy, notesOf([]), 0).follow(status(0, CLOSE.notFound));
  expect(await late.removals()).toBe(0);
});

it('notes all again in a copy that another window deleted', () => {
  const { entries, open, state } = copyOf();
  const follower = open();
  follower.follow(status(1));
  entries.clear();
  expect(follower.needed).toBe(true);
  follower.madeAgain();
  expect(state()).toBe('unsaved');
  expect(entries.get('epoch')).toBe(1);
  follower.follow(status(0));
  expect(state()).toBe('saved');
  follower.follow(status(0, CLOSE.revoked));
  expect(follower.needed).toBe(false);
});

it('sets a replaced document’s copy aside, with or without edits, and lets go of it: nothing is deleted', async () => {
  for (const pending of [0, 2]) {
    const { entries, open, closes, removals, state } = copyOf({ epoch: 1 });
    const follower = open();
    if (pending > 0) follower.follow(status(pending));
    follower.follow(status(pending, CLOSE.epoch));
    follower.follow(status(pending, CLOSE.epoch));
    expect(notesOf(entries)).toMatchObject({ replaced: true, epoch: 1 });
    expect(state()).toBe(pending > 0 ? 'unsaved' : 'saved');
    expect([closes(), await removals(), follower.needed]).toEqual([1, 0, false]);
  }
});

it('lets go of a copy that a newer program writes now, and leaves it unsaved for that program to send', async () => {
  const { entries, open, closes, removals, state } = copyOf();
  const follower = open();
  follower.follow(status(1));
  follower.follow(status(1, CLOSE.clientOutdated));
  expect(state()).toBe('unsaved');
  expect(notesOf(entries).replaced).toBe(false);
  expect([closes(), await removals(), follower.needed]).toEqual([1, 0, false]);
});
