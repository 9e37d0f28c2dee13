import { expect, it } from 'vitest';
import { placeOf } from './use-place.ts';

const at = (search: string) => placeOf(new URLSearchParams(search));

it('an address names a tab, a card and the one it is compared with', () => {
  expect(at('tab=takes&item=a&with=b')).toEqual({ tab: 'takes', item: 'a', other: 'b' });
  expect(at('')).toEqual({ tab: 'characters', item: null, other: null });
  expect(at('tab=nonsense')).toMatchObject({ tab: 'characters' });
});
