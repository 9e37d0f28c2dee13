import { expect, it } from 'vitest';
import { presentOf } from './present.ts';

const mika = { personId: 'm', name: 'Mika', color: '#84b4ff' };
const sol = { personId: 's', name: 'Sol', color: '#ff8fb0' };

it('tells who is in which episode: each once, where they went last, and nobody of the home page', () => {
  const windows = [
    { rooms: ['id1', 'team:t', 'episode:0000000000AA'], viewer: sol },
    { rooms: ['id2', 'team:t', 'episode:0000000000AA'], viewer: mika },
    { rooms: ['id3', 'team:t', 'episode:0000000000AA'], viewer: mika },
    { rooms: ['id4', 'team:t', 'episode:0000000000AA', 'episode:0000000000BB'], viewer: sol },
    { rooms: ['id5', 'team:t'], viewer: sol },
  ];
  const names = presentOf(windows).map(({ id, people }) => [id, people.map(({ name }) => name)]);
  expect(names).toEqual([
    ['0000000000AA', ['Mika', 'Sol']],
    ['0000000000BB', ['Sol']],
  ]);
});
