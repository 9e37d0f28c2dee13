import { documentName } from '@trashfire/shared/document/names';
import { newId } from '@trashfire/shared/ids';
import { expect, it } from 'vitest';
import { type Copies, type Copy, copyOf, currentCopy, databaseOf, forgetSaved, unsavedCopies } from './copies.ts';
import { type CopyNotes, notesOf, within } from './copy-notes.ts';

const [saved, unsaved, unknown] = [newId(), newId(), newId()].map(
  (id): Copy => ({ name: documentName('episode', id), turn: 0 }),
) as [Copy, Copy, Copy];

/** A browser with these notes beside its copies; null where they cannot be known. */
function browser(entries: Iterable<readonly [Copy, CopyNotes | null]>) {
  const notes = new Map([...entries].map(([copy, noted]) => [databaseOf('ida', copy), noted]));
  const removed: Copy[] = [];
  const copies: Copies = {
    list: async (person) => [...notes.keys()].flatMap((database) => copyOf(person, database) ?? []),
    notes: async (person, copy) => notes.get(databaseOf(person, copy)) ?? null,
    async remove(person, copy) {
      notes.delete(databaseOf(person, copy));
      removed.push(copy);
    },
  };
  const note = (copy: Copy, noted: CopyNotes) => notes.set(databaseOf('ida', copy), noted);
  return { copies, note, removed };
}

const three = () =>
  browser([
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

it('deletes only what is known to be saved', async () => {
  const { copies, removed } = three();
  expect(await unsavedCopies('ida', copies)).toEqual([unsaved.name, unknown.name]);
  await forgetSaved('ida', copies);
  expect(removed).toEqual([saved]);
});

it('reads what another window noted right before each deletion', async () => {
  const { copies, note, removed } = three();
  note(unsaved, notesOf([]));
  const remove = async (person: string, copy: Copy) => {
    await copies.remove(person, copy);
    note(unsaved, notesOf([['unsaved/TWO', 1]]));
  };
  await forgetSaved('ida', { ...copies, remove });
  expect(removed).toEqual([saved]);
});

it('takes a browser that fails or does not answer for one that does not know', async () => {
  expect(await within(1, null, Promise.reject(new Error('disk')))).toBeNull();
  expect(await within(1, null, new Promise<number>(() => undefined))).toBeNull();
  expect(await within(1_000, null, Promise.resolve(1))).toBe(1);
});

it('knows a person’s copies by their databases, those before a replacement too, and takes no other for one', () => {
  const later = { ...saved, turn: 12 };
  for (const copy of [saved, later]) expect(copyOf('ida', databaseOf('ida', copy))).toEqual(copy);
  for (const database of [
    databaseOf('ben', saved),
    'trashfire/ida/notes',
    `${databaseOf('ida', later)}~3`,
    `${databaseOf('ida', saved)}~x`,
  ]) {
    expect(copyOf('ida', database)).toBeNull();
  }
});

it('puts new content into a copy of its own once a document was replaced, and keeps the old one while words are in it alone', async () => {
  const { copies, note, removed } = browser([[saved, notesOf([['epoch', 1]])]]);
  expect(await currentCopy('ida', saved.name, copies)).toEqual(saved);
  const replaced = [
    ['epoch', 1],
    ['replaced', 1],
    ['unsaved/ONE', 3],
  ] as const;
  note(saved, notesOf(replaced));
  const next = await currentCopy('ida', saved.name, copies);
  expect(next).toEqual({ ...saved, turn: 1 });
  note(next, notesOf([['epoch', 2]]));
  expect(await currentCopy('ida', saved.name, copies)).toEqual(next);
  expect(removed).toEqual([]);
  // A window that was offline all the time writes on where it was, and never where the new content is.
  note(saved, notesOf([...replaced, ['unsaved/TWO', 1]]));
  expect(await currentCopy('ida', saved.name, copies)).toEqual(next);
  note(saved, notesOf([['replaced', 1]]));
  expect(await currentCopy('ida', saved.name, copies)).toEqual(next);
  expect(removed).toEqual([saved]);
});

it('opens the copy of a browser that cannot say what is noted beside it', async () => {
  const { copies } = browser([[unknown, null]]);
  expect(await currentCopy('ida', unknown.name, copies)).toEqual(unknown);
});
