import { seededRandom } from '@trashfire/shared/testing/random';
import { describe, expect, it } from 'vitest';
import { type Entry, renaming } from './entries.ts';

const random = seededRandom(7);
const entry = (name: string, aliases: string[] = []): Entry => ({ id: random.id(), name, aliases, description: '' });

describe('renaming', () => {
  const harbour = entry('HARBOUR', ['THE DOCKS']);

  it('keeps the old name, so that headings that use it still find the place', () => {
    expect(renaming(harbour, '  Old   harbour ', [harbour])).toEqual({
      kind: 'renamed',
      patch: { name: 'Old harbour', aliases: ['THE DOCKS', 'HARBOUR'] },
    });
  });

  it('does not keep a name twice: not for a change of capitals, not when an alias becomes the name', () => {
    expect(renaming(harbour, 'Harbour', [harbour])).toMatchObject({ patch: { name: 'Harbour', aliases: ['THE DOCKS'] } });
    expect(renaming(harbour, 'The docks', [harbour])).toMatchObject({ patch: { aliases: ['HARBOUR'] } });
  });

  it('changes nothing for the same name or for blanks', () => {
    for (const typed of ['HARBOUR', ' HARBOUR ', '', '  ']) expect(renaming(harbour, typed, [harbour])).toEqual({ kind: 'same' });
  });

  it('refuses the name of another, however it is written', () => {
    expect(renaming(harbour, 'lamp  room', [harbour, entry('LAMP ROOM')])).toEqual({ kind: 'taken', name: 'LAMP ROOM' });
  });

  it('lets the oldest alias go where the record holds no more', () => {
    const known = entry(
      'X',
      Array.from({ length: 20 }, (_, n) => `A${n}`),
    );
    const made = renaming(known, 'Y', [known]);
    expect(made.kind === 'renamed' && made.patch.aliases).toEqual([...known.aliases.slice(1), 'X']);
  });
});
