import type { AskContext, AskRef } from '@trashfire/shared/api/ask-context';
import { describe, expect, it } from 'vitest';
import { askTarget, beyondTarget, type Pointable } from './ask-target.ts';

const WORLD: Pointable = {
  scenes: [
    { id: 'S1', number: '1', place: 'HARBOUR' },
    { id: 'S2', number: '2', place: 'LAMP ROOM' },
    { id: 'S3', number: '3', place: 'ROOFTOP' },
  ],
  shots: [
    { id: 'A', sceneId: 'S1' },
    { id: 'B', sceneId: 'S2' },
    { id: 'C', sceneId: 'S2' },
  ],
  clips: [{ id: 'clip', shotId: 'C' }],
  sceneOfLine: (id) => ({ line: 'S3', before: null })[id],
  records: new Set(['RIN']),
};

function ref(kind: AskRef['kind'], id: string, pinned = false): AskRef {
  return { kind, id, label: `${kind} ${id}`, pinned };
}
function ask(task: string, refs: AskRef[], mode: AskContext['mode'] = 'edit') {
  return askTarget(task, { mode, refs }, WORLD, null);
}

describe('what an ask is about', () => {
  it.each([
    ['make it darker', [ref('shot', 'B')], ['S2']],
    ['make it darker', [ref('clip', 'clip')], ['S2']],
    ['tighten this', [ref('line', 'line')], ['S3']],
    ['make it darker', [ref('scene', 'S1', true)], ['S1']],
    ['both', [ref('shot', 'A'), ref('scene', 'S3', true)], ['S1', 'S3']],
    // What only was on the screen is "this scene", and nothing more.
    ['make it darker', [ref('scene', 'S1')], null],
    ['this scene is too long', [ref('scene', 'S1')], ['S1']],
    // Words win over chips, but not over "these shots".
    ['board scene 3', [ref('shot', 'B')], ['S3']],
    ['Break the script down', [ref('shot', 'B')], null],
    ['in scene 3, these shots only', [ref('shot', 'B')], ['S2']],
  ])('%s', (task, refs, sceneIds) => expect(ask(task, refs).target.sceneIds).toEqual(sceneIds));

  it('what is gone is left out and named; when nothing is left, it says so', () => {
    const some = ask('darker', [ref('shot', 'gone'), ref('shot', 'A')]);
    expect(some).toMatchObject({ lost: false, gone: [{ id: 'gone' }], refs: [{ id: 'A' }], target: { parts: { shots: ['A'] } } });
    expect(ask('darker', [ref('shot', 'gone')])).toMatchObject({ lost: true, target: { sceneIds: [] } });
    expect(ask('darker', [ref('line', 'gone'), ref('scene', 'S1')])).toMatchObject({ lost: true });
    // What was only on the screen is no loss.
    expect(ask('darker', [ref('scene', 'gone')])).toMatchObject({ lost: false, target: { sceneIds: null } });
  });

  it('a question edits nothing', () => {
    expect(ask('make it darker', [ref('shot', 'B')], 'ask').target.readOnly).toBe(true);
  });

  it('answers hostile text at once', () => {
    expect(ask(`these ${'shot '.repeat(1500)}`, [ref('shot', 'B')]).target.sceneIds).toEqual(['S2']);
  });
});

describe('edits stay inside of it', () => {
  const shotB = ask('these shots only', [ref('shot', 'B')]).target;
  const nothing = 'nothing' as const;

  it.each([
    ['the shot', { scenes: ['S2'], shots: ['B'], bible: nothing }, null],
    ['another shot of its scene', { scenes: ['S2'], shots: ['C'], bible: nothing }, 'elsewhere'],
    ['that shot and another', { scenes: ['S2'], shots: ['B', 'C'], bible: nothing }, 'elsewhere'],
    ['its whole scene', { scenes: ['S2'], bible: nothing }, 'elsewhere'],
    ['a line of its scene', { scenes: ['S2'], lines: ['x'], bible: nothing }, 'elsewhere'],
    ['the start of the script', { scenes: [''], lines: [], bible: nothing }, 'elsewhere'],
    ['the bible', { scenes: [], bible: 'change' as const, records: ['RIN'] }, 'bible'],
    ['nothing at all', { scenes: [], bible: nothing }, null],
  ])('pointing at a shot: %s', (_, reach, beyond) => expect(beyondTarget(reach, shotB)).toBe(beyond));

  it('pointing at a character lets that one be changed, and nothing else', () => {
    const { target } = ask('make the jacket red', [ref('character', 'RIN', true)]);
    expect(beyondTarget({ scenes: [], bible: 'change', records: ['RIN'] }, target)).toBeNull();
    expect(beyondTarget({ scenes: [], bible: 'change', records: ['NAO'] }, target)).toBe('bible');
    expect(beyondTarget({ scenes: ['S1'], bible: nothing }, target)).toBe('elsewhere');
  });

  it('a whole scene that was pinned beside a shot of another', () => {
    const { target } = ask('both', [ref('shot', 'A'), ref('scene', 'S3', true)]);
    expect(beyondTarget({ scenes: ['S3'], shots: ['any'], bible: nothing }, target)).toBeNull();
    expect(beyondTarget({ scenes: ['S1'], bible: nothing }, target)).toBe('elsewhere');
  });

  it('words alone hold as they did', () => {
    const { target } = ask('board scene 2', []);
    expect(beyondTarget({ scenes: ['S2'], bible: nothing }, target)).toBeNull();
    expect(beyondTarget({ scenes: ['S1'], bible: nothing }, target)).toBe('elsewhere');
    expect(beyondTarget({ scenes: [], bible: 'change', records: ['RIN'] }, target)).toBe('bible');
    expect(beyondTarget({ scenes: ['S1'], bible: nothing }, ask('do it', []).target)).toBeNull();
  });

  it('a question lets nothing be edited, and everything be read', () => {
    const { target } = ask('what if', [], 'ask');
    expect(beyondTarget({ scenes: ['S1'], bible: nothing }, target)).toBe('read-only');
    expect(beyondTarget({ scenes: [], bible: 'add' }, target)).toBe('read-only');
    expect(beyondTarget({ scenes: [], bible: nothing }, target)).toBeNull();
  });
});
