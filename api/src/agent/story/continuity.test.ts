import { readScript } from '@trashfire/shared/fountain/script';
import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import { describe, expect, it } from 'vitest';
import { checkContinuity } from './continuity.ts';

function check(fact: string, action: string, number = 2) {
  const script = readScript(fountainToDoc(`INT. HALL - DAY\n\n${action}\n`));
  const id = script.scenes[0]?.headingId ?? '';
  const episodes = [1, 2, 3].map((n) => ({ id: `0EPS0000000${n}`, number: n, title: '' }));
  const canon = [{ id: '0CAN00000001', v: 1 as const, text: fact, episodeId: null }];
  return checkContinuity({
    script: () => script,
    scenes: () => [{ id, number: '1', place: 'HALL' }],
    bible: () => ({ meta: null, characters: [], locations: [], props: [], canon }),
    episode: episodes[number - 1] ?? { id: '', number, title: '' },
    episodes,
  });
}
const quotes = (fact: string, action: string, number?: number) => check(fact, action, number).slips.map((slip) => slip.quote);

describe('who has what', () => {
  const GIVEN = 'Mara gives the red umbrella to Jo in episode one.';
  it('finds the giver with the thing afterwards', () => {
    expect(quotes(GIVEN, 'Mara opens the door with her umbrella. Rain.')).toEqual(['Mara opens the door with her umbrella.']);
  });
  it('stays silent where the taker has it, where it is only seen, and in what came before', () => {
    expect(quotes(GIVEN, 'Jo holds the umbrella. Mara watches.')).toEqual([]);
    expect(quotes(GIVEN, 'Mara holds the umbrella over Jo.')).toEqual([]);
    expect(quotes(GIVEN, 'Mara holds the umbrella.', 1)).toEqual([]);
    expect(quotes('Mara gives the umbrella to Jo in episode three.', 'Mara holds the umbrella.')).toEqual([]);
  });
  it('in the episode of the deed only what stands behind it counts', () => {
    const action = 'Mara holds her umbrella. She waits. Mara gives Jo the umbrella. Later, Mara holds the umbrella.';
    expect(quotes(GIVEN, action, 1)).toEqual(['Later, Mara holds the umbrella.']);
  });
});

it('finds a lost thing that is back', () => {
  expect(quotes('Tam loses the key in the well.', 'Tam shows her the key.')).toEqual(['Tam shows her the key.']);
});

it('finds somebody doing what they never do', () => {
  expect(quotes('Kite never runs.', 'Kite walks. Kite suddenly runs.')).toEqual(['Kite suddenly runs.']);
});

it('says how many facts it cannot read', () => {
  expect(check('The moon is made of salt.', 'Mara sleeps.')).toEqual({ slips: [], checked: 0, unread: 1 });
});
