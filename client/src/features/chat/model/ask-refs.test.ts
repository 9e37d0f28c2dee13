import { describe, expect, it } from 'vitest';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { everyRef, refChips, screenRefs } from './ask-refs.ts';

const shot = (id: string, number: string, clip: string | null) => ({
  id,
  number,
  sceneId: 'S1',
  clip: clip === null ? null : { id: clip },
  shot: { title: '' },
});
const MODEL = {
  scenes: [
    { id: 'S1', number: '1', heading: 'INT. LAMP ROOM - NIGHT', placed: true, shots: [shot('A', '1A', 'CA')] },
    { id: 'S9', number: '–', heading: 'Unplaced', placed: false, shots: [] },
  ],
  shots: new Map([
    ['A', shot('A', '1A', 'CA')],
    ['B', shot('B', '1B', null)],
  ]),
  lines: new Map([['L', { text: 'It was   on all night.' }]]),
} as unknown as EpisodeModel;
const here = { room: 'storyboard' as const, shotId: null, picked: [], sceneId: 'S1', lines: [] };
const keys = (refs: readonly { kind: string; id: string }[]) => refs.map(({ kind, id }) => `${kind}:${id}`);

describe('what the agent is to see', () => {
  it('is the most exact thing that is chosen', () => {
    expect(keys(screenRefs(here, MODEL))).toEqual(['scene:S1']);
    expect(keys(screenRefs({ ...here, shotId: 'A' }, MODEL))).toEqual(['shot:A']);
    expect(keys(screenRefs({ ...here, shotId: 'A', picked: ['A', 'B'] }, MODEL))).toEqual(['shot:A', 'shot:B']);
    expect(keys(screenRefs({ ...here, room: 'timeline', shotId: 'A' }, MODEL))).toEqual(['clip:CA']);
    expect(keys(screenRefs({ ...here, room: 'timeline', shotId: 'B' }, MODEL))).toEqual(['shot:B']);
    expect(keys(screenRefs({ ...here, room: 'script', shotId: 'A' }, MODEL))).toEqual(['scene:S1']);
    expect(screenRefs({ ...here, room: 'script', lines: ['L', 'gone'] }, MODEL)).toEqual([
      { kind: 'line', id: 'L', label: '“It was on all night.”', pinned: false },
    ]);
    expect(screenRefs({ ...here, sceneId: 'gone', shotId: 'gone' }, MODEL)).toEqual([]);
  });

  it('what was pinned stays, what was taken away stays away, and what is gone is said to be', () => {
    const pinned = [
      { kind: 'shot' as const, id: 'A', label: 'Shot 9Z', pinned: true },
      { kind: 'shot' as const, id: 'X', label: 'Shot 4C', pinned: true },
    ];
    const screen = screenRefs({ ...here, shotId: 'A' }, MODEL);
    expect(refChips({ pinned, screen, left: new Set() }, MODEL, [])).toEqual([
      { ...pinned[0], label: 'Shot 1A', gone: false },
      { ...pinned[1], gone: true },
    ]);
    expect(refChips({ pinned: [], screen, left: new Set(['shot:A']) }, MODEL, [])).toEqual([]);
  });

  it('everything that has a place or a name can be pointed at', () => {
    const bible = [{ kind: 'character' as const, id: 'N', name: 'NAO' }];
    expect(everyRef(MODEL, bible).map(({ ref, detail }) => [ref.label, detail])).toEqual([
      ['Scene 1', 'Lamp room'],
      ['Shot 1A', 'Lamp room'],
      ['NAO', 'Character'],
    ]);
  });
});
