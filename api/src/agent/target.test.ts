import { describe, expect, it } from 'vitest';
import { targetOf } from './target.ts';

const SCENES = [
  { id: 'A', number: '1', place: 'HARBOUR' },
  { id: 'B', number: '2', place: 'LAMP ROOM' },
  { id: 'C', number: '12A', place: 'SEA' },
  { id: 'D', number: '4', place: 'HARBOUR' },
  { id: 'E', number: '5', place: 'ROOFTOP' },
];

describe('what the asker named', () => {
  it.each([
    ['Break the script down', null],
    ['board scene 2', ['B']],
    ['Board scenes 1 and 4, please', ['A', 'D']],
    ['scenes 2, 12a & 5', ['B', 'C', 'E']],
    ['scene 4-5', ['D', 'E']],
    ['scenes 1 to 5', ['A', 'B', 'D', 'E']],
    ['the second scene', ['B']],
    ['redo the last scene', ['E']],
    ['board the lamp room', ['B']],
    ['board the harbour scene', ['A', 'D']],
    ['I like the sea', null],
    ['board scene 99', null],
    ['this scene is too long', ['D']],
    ['make 2 shots of it', null],
  ])('%s', (task, sceneIds) => {
    expect(targetOf(task, SCENES, 'D').sceneIds).toEqual(sceneIds);
  });

  it('knows no scene on the screen when there is none', () => {
    expect(targetOf('this scene', SCENES, null).sceneIds).toBeNull();
  });

  it.each([
    ['Board scene 2 again', true],
    ['re-board scene 2', true],
    ['start over with the first scene', true],
    ['start over', false],
    ['break the script down again', false],
    ['board scene 2', false],
    ['against the wall', false],
  ])('what may be replaced: %s', (task, again) => {
    expect(targetOf(task, SCENES, null).again).toBe(again);
  });

  it('answers hostile text at once', () => {
    expect(targetOf(`scene ${'1, '.repeat(50_000)}`, SCENES, null).sceneIds).toEqual(['A']);
    expect(targetOf('scenes 1-9999999999', SCENES, null).sceneIds).toEqual(['A']);
  });
});
