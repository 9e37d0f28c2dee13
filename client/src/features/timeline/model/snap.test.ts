import { expect, it } from 'vitest';
import { snap } from './snap.ts';

it('catches the nearest target within 8 px, says which, and lands on whole frames', () => {
  expect(snap(103, [100, 110], 2)).toEqual({ frame: 100, guide: 100 });
  expect(snap(105.4, [100, 110], 1)).toEqual({ frame: 110, guide: 110 });
  expect(snap(104.1, [100, 110], 2)).toEqual({ frame: 104, guide: null });
  expect(snap(130.4, [100, 110], 2)).toEqual({ frame: 130, guide: null });
});

it('lets everything pass while it is off', () => expect(snap(100.4, [], 2)).toEqual({ frame: 100, guide: null }));
