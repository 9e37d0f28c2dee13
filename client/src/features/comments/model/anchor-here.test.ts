import { expect, it } from 'vitest';
import { anchorHere } from './anchor-here.ts';
import { commentKey } from './use-comment-keys.ts';

const model = {
  scenes: [{ id: 'SC' }],
  shots: new Map([
    ['S', { id: 'S', clip: { id: 'C' } }],
    ['T', { id: 'T', clip: null }],
  ]),
} as unknown as Parameters<typeof anchorHere>[1];
const text = { kind: 'text', start: 'AA==', end: 'AA==', quote: 'x', before: '', after: '', once: false } as const;
const here = { room: 'script', sceneId: 'SC', shotId: 'S', selected: null } as const;

it('is about what is selected where one is', () => {
  expect(anchorHere({ ...here, selected: text }, model)).toBe(text);
  expect(anchorHere(here, model)).toEqual({ kind: 'scene', id: 'SC' });
  expect(anchorHere({ ...here, room: 'storyboard' }, model)).toEqual({ kind: 'shot', id: 'S' });
  expect(anchorHere({ ...here, room: 'timeline' }, model)).toEqual({ kind: 'clip', id: 'C' });
  expect(anchorHere({ ...here, room: 'timeline', shotId: 'T' }, model)).toEqual({ kind: 'shot', id: 'T' });
  for (const room of ['gallery', 'queue'] as const) expect(anchorHere({ ...here, room }, model)).toEqual({ kind: 'episode' });
  expect(anchorHere({ ...here, sceneId: 'gone' }, model)).toEqual({ kind: 'episode' });
});

it('its keys are not what AltGr types', () => {
  const press = (key: string, code: string, graph = false) =>
    commentKey({ key, code, ctrlKey: true, altKey: true, metaKey: false, shiftKey: false, getModifierState: () => graph });
  expect([press('m', 'KeyM'), press('.', 'Period'), press(',', 'Comma')]).toEqual(['begin', 'next', 'previous']);
  expect([press('µ', 'KeyM', true), press('n', 'KeyN')]).toEqual([null, null]);
});
