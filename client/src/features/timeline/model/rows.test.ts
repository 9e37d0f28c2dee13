import { DEFAULT_TRACKS } from '@trashfire/shared/document/timeline';
import { expect, it } from 'vitest';
import { audible, COLLAPSED_HEIGHT, heightOf, mixAudible, rowHeight } from './rows.ts';

const muted = (...kinds: string[]) => DEFAULT_TRACKS.map((track) => ({ ...track, muted: kinds.includes(track.kind) }));

it('hears everything, then only what is solo, and never what is muted', () => {
  expect([...audible(muted(), [])]).toEqual(['dialogue', 'effects', 'music']);
  expect([...audible(muted('dialogue'), [])]).toEqual(['effects', 'music']);
  expect([...audible(muted(), ['music'])]).toEqual(['music']);
  expect([...audible(muted('music'), ['music'])]).toEqual([]);
});

it('plays the mix of a film only while all that is in it is heard', () => {
  expect(mixAudible(audible(muted(), []))).toBe(true);
  expect(mixAudible(audible(muted('music'), []))).toBe(true);
  expect(mixAudible(audible(muted('dialogue'), []))).toBe(false);
  expect(mixAudible(audible(muted(), ['dialogue']))).toBe(false);
});

it('gives rows the height they were given, within 20 to 200 px, and a strip when collapsed', () => {
  expect(heightOf('video', { heights: {}, collapsed: [] })).toBe(98);
  expect(heightOf('video', { heights: { video: 150 }, collapsed: [] })).toBe(150);
  expect(heightOf('video', { heights: { video: 150 }, collapsed: ['video'] })).toBe(COLLAPSED_HEIGHT);
  expect([rowHeight(3), rowHeight(77.4), rowHeight(900)]).toEqual([20, 77, 200]);
});
