import { newId } from '@trashfire/shared/ids';
import { expect, it } from 'vitest';
import { type DeepLink, linkPath, readLink, roomOfLink, withoutLink } from './deep-link.ts';

const read = (search: string) => readLink(new URLSearchParams(search));

it('what is copied is read as the same place, in the room that shows it', () => {
  const links: readonly DeepLink[] = [
    { kind: 'scene', id: newId() },
    { kind: 'shot', id: newId() },
    { kind: 'frame', frame: 0 },
    { kind: 'frame', frame: 1440 },
  ];
  for (const link of links) {
    const url = new URL(linkPath('episode', link), 'http://studio');
    expect(readLink(url.searchParams)).toEqual(link);
    expect(url.pathname).toBe(`/episodes/episode/${roomOfLink(link)}`);
  }
});

it('an address without a place names none', () => {
  expect(read('')).toBeNull();
  expect(read('play=12&tab=takes')).toBeNull();
});

it('what cannot be a place is not taken for one', () => {
  for (const search of [
    'scene=',
    'shot=abc',
    'scene=0123456789AI',
    'shot=%22%5D',
    'frame=',
    'frame=-1',
    'frame=1.5',
    'frame=1e9',
  ])
    expect(read(search), search).toBe('unreadable');
  expect(read('frame=99999999')).toBe('unreadable');
});

it('when it has been gone to, the rest of the address stays', () => {
  expect(withoutLink(new URLSearchParams('frame=12&play=3&shot=x')).toString()).toBe('play=3');
});
