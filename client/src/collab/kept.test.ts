import { documentName } from '@trashfire/shared/document/names';
import { newId } from '@trashfire/shared/ids';
import { expect, it } from 'vitest';
import { type CopyNotes, notesOf, within } from './copy-notes.ts';
import { type Copies, forgetSaved, unsavedCopies } from './kept.ts';

const [saved, unsaved, unknown] = [newId(), newId(), newId()].map((id) => documentName('episode', id));

function browser() {
  if (saved === undefined || unsaved === undefined || unknown === undefined) throw new Error('three names');
  const notes = new Map<string, CopyNotes | null>([
    [
      saved,
      notesOf([
        ['epoch', 1],
        ['unsaved', 0],
      ]),
    ],
    [unsaved, notesOf([['unsaved/ONE', 1]])],
    [unknown, null],
  ]);
  const removed: string[] = [];
  const copies: Copies = {
    names: async () => [saved, unsaved, unknown],
    notes: async (_person, name) => notes.get(name) ?? null,
    remove: async (_person, name) => void removed.push(name),
  };
  return { copies, notes, removed };
}

it('deletes only what is known to be saved', async () => {
  const { copies, removed } = browser();
  expect(await unsavedCopies('ida', copies)).toEqual([unsaved, unknown]);
  await forgetSaved('ida', copies);
  expect(removed).toEqual([saved]);
});

it('reads what another window noted right before each deletion', async () => {
  const { copies, notes, removed } = browser();
  if (saved === undefined || unsaved === undefined) throw new Error('three names');
  notes.set(unsaved, notesOf([]));
  const remove = async (person: string, name: typeof saved) => {
    await copies.remove(person, name);
    notes.set(unsaved, notesOf([['unsaved/TWO', 1]]));
  };
  await forgetSaved('ida', { ...copies, remove });
  expect(removed).toEqual([saved]);
});

it('takes a browser that fails or does not answer for one that does not know', async () => {
  expect(await within(1, null, Promise.reject(new Error('disk')))).toBeNull();
  expect(await within(1, null, new Promise<number>(() => undefined))).toBeNull();
  expect(await within(1_000, null, Promise.resolve(1))).toBe(1);
});
