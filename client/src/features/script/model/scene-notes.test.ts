import { expect, it } from 'vitest';
import type { ScriptBlock } from '../../../collab/script-store.ts';
import { notesByScene } from './scene-notes.ts';

const block = (id: string, type: ScriptBlock['type'], ...runs: [text: string, note?: 'note'][]): ScriptBlock => ({
  id,
  type,
  text: runs.map(([text]) => text).join(''),
  runs: runs.map(([text, note]) => ({ text, marks: note === undefined ? [] : ['inlineNote'] })),
  level: 1,
  number: null,
  dual: false,
  key: null,
});

it('lists notes of blocks and lines under their scene, in order', () => {
  const notes = notesByScene([
    block('n0', 'note', ['Working title']),
    block('s1', 'sceneHeading', ['INT. PIER']),
    block('a1', 'action', ['Rain '], ['how', 'note'], [' much? ', 'note'], [' falls, '], ['heavy', 'note']),
    block('n1', 'note', ['check the tides']),
    block('s2', 'sceneHeading', ['EXT. PIER']),
    block('n2', 'note'),
  ]);
  expect([...notes]).toEqual([
    ['', [{ blockId: 'n0', text: 'Working title' }]],
    [
      's1',
      [
        { blockId: 'a1', text: 'how much?' },
        { blockId: 'a1', text: 'heavy' },
        { blockId: 'n1', text: 'check the tides' },
      ],
    ],
    ['s2', [{ blockId: 'n2', text: '' }]],
  ]);
});

it('has nothing of a script without notes', () => {
  expect(notesByScene([block('s1', 'sceneHeading', ['INT. PIER']), block('a', 'action', ['Rain.'])]).size).toBe(0);
});
