import { describe, expect, it } from 'vitest';
import { change, choiceOf, draftOf, mergeable } from './cast-draft.ts';

const person = (name: string, lines: number, known: string | null = null) => ({
  name,
  aliases: name === 'NAO' ? ['NAO HARA'] : [],
  lines,
  description: '',
  known: known === null ? null : { id: known, name: `${name} of the bible` },
});
const place = (name: string) => ({ name, aliases: [], scenes: 1, interior: true, description: '', known: null });
const draft = () =>
  draftOf({ people: [person('NAO', 9), person('KITE', 4, 'K'), person('THE KEEPER', 1)], places: [place('LAMP ROOM')] });

describe('who comes into the bible', () => {
  it('is everybody who was found, those the series knows as themselves', () => {
    expect(choiceOf(draft())).toEqual({
      people: [
        { name: 'NAO', from: ['NAO', 'NAO HARA'], known: null },
        { name: 'KITE', from: ['KITE'], known: 'K' },
        { name: 'THE KEEPER', from: ['THE KEEPER'], known: null },
      ],
      places: [{ name: 'LAMP ROOM', from: ['LAMP ROOM'], known: null }],
    });
  });

  it('is not who was left out, and has the names they were given', () => {
    const left = change(draft().people, 'KITE', { isIn: false });
    const named = change(change(left, 'NAO', { name: '  Nao  ' }), 'THE KEEPER', { name: '   ' });
    expect(choiceOf({ people: named, places: [] }).people.map(({ name, from }) => [name, from[0]])).toEqual([
      ['Nao', 'NAO'],
      ['THE KEEPER', 'THE KEEPER'],
    ]);
  });

  it('is one where two are the same, with the names of both', () => {
    const merged = change(draft().people, 'THE KEEPER', { who: 'same:KITE' });
    expect(choiceOf({ people: merged, places: [] }).people).toEqual([
      { name: 'NAO', from: ['NAO', 'NAO HARA'], known: null },
      { name: 'KITE', from: ['KITE', 'THE KEEPER'], known: 'K' },
    ]);
  });

  it('loses nobody whose other one was left out afterwards', () => {
    const merged = change(draft().people, 'THE KEEPER', { who: 'same:KITE' });
    const out = change(merged, 'KITE', { isIn: false });
    expect(choiceOf({ people: out, places: [] }).people.map(({ name }) => name)).toEqual(['NAO', 'THE KEEPER']);
  });

  it('lets nobody be the same as somebody who is somebody else already', () => {
    const merged = change(draft().people, 'THE KEEPER', { who: 'same:KITE' });
    expect(mergeable(merged, 'NAO').map(({ key }) => key)).toEqual(['KITE']);
    expect(mergeable(merged, 'KITE')).toEqual([]);
    expect(mergeable(change(merged, 'KITE', { isIn: false }), 'NAO')).toEqual([]);
  });
});
