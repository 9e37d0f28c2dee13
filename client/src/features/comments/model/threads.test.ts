import type { CommentView, ThreadView } from '@trashfire/shared/api/comments-contract';
import { describe, expect, it } from 'vitest';
import { fits, inOrder, isUnread, placesOf, stepThread, threadsOfShot, unreadCount, withSeen, withThread } from './threads.ts';

const person = (id: string) => ({ id, name: id, color: '#84b4ff', initials: id });
const comment = (by: string, patch: Partial<CommentView> = {}): CommentView => ({
  id: by,
  author: person(by),
  text: 'x',
  at: '2026-01-01T00:00:00.000Z',
  edited: false,
  deleted: false,
  ...patch,
});
const thread = (id: string, patch: Partial<ThreadView> = {}): ThreadView => ({
  id,
  episodeId: '000000000000',
  anchor: { kind: 'episode' },
  version: 1,
  comments: [comment('ines')],
  resolved: null,
  mentioned: [],
  at: '2026-01-01T00:00:00.000Z',
  ...patch,
});
const resolved = { by: person('ines'), at: '2026-01-01T00:00:00.000Z' };

describe('which threads are shown', () => {
  it('open and resolved part them; mine and mentions are of the open ones', () => {
    const mentioned = thread('a', { mentioned: [person('mika')] });
    expect((['open', 'resolved', 'mine', 'mentions'] as const).filter((filter) => fits(mentioned, filter, 'mika'))).toEqual([
      'open',
      'mentions',
    ]);
    expect(fits(thread('a'), 'mine', 'ines')).toBe(true);
    expect(fits(thread('a', { comments: [comment('ines', { deleted: true })] }), 'mine', 'ines')).toBe(false);
    const done = thread('a', { resolved, mentioned: [person('mika')] });
    expect((['open', 'resolved', 'mine', 'mentions'] as const).filter((filter) => fits(done, filter, 'ines'))).toEqual([
      'resolved',
    ]);
  });

  it('unread is what others wrote since; what is resolved counts no more', () => {
    const two = thread('a', { comments: [comment('ines'), comment('mika')] });
    expect([
      isUnread(two, undefined, 'mika'),
      isUnread(two, 1, 'mika'),
      isUnread(two, 1, 'ines'),
      isUnread(two, 2, 'ines'),
    ]).toEqual([true, false, true, false]);
    expect(isUnread(thread('a', { comments: [comment('ines', { deleted: true })] }), 0, 'mika')).toBe(false);
    expect(unreadCount({ threads: [two, thread('b', { resolved })], seen: {} }, 'mika')).toBe(1);
  });
});

describe('what is known of threads', () => {
  it('an older view never takes the place of a newer one', () => {
    const list = { threads: [thread('a', { version: 3 })], seen: {} };
    expect(withThread(list, thread('a', { version: 2 }))).toBe(list);
    expect(withThread(list, thread('a', { version: 4 })).threads[0]?.version).toBe(4);
    expect(withThread(list, thread('b')).threads).toHaveLength(2);
  });
  it('what was read stays read', () => {
    expect(withSeen(withSeen({ threads: [], seen: {} }, 'a', 4), 'a', 2).seen).toEqual({ a: 4 });
  });
});

describe('where threads are', () => {
  const blocks = [
    { id: 'H1', type: 'sceneHeading' },
    { id: 'A1', type: 'action' },
    { id: 'H2', type: 'sceneHeading' },
    { id: null, type: 'action' },
  ];
  const model = {
    scenes: [{ id: 'H1' }, { id: 'H2' }],
    shots: new Map([['S', { id: 'S', sceneId: 'H2' }]]),
    clipShots: new Map([['C', 'S']]),
  } as unknown as Parameters<typeof placesOf>[3];
  const text = { kind: 'text', start: 'AA==', end: 'AA==', quote: 'x', before: '', after: '', once: false } as const;
  const threads = [
    thread('gone', { anchor: text }),
    thread('late', { anchor: text }),
    thread('shot', { anchor: { kind: 'shot', id: 'S' } }),
    thread('clip', { anchor: { kind: 'clip', id: 'C' } }),
    thread('lost', { anchor: { kind: 'clip', id: 'gone' } }),
    thread('early', { anchor: text }),
    thread('scene', { anchor: { kind: 'scene', id: 'H1' } }),
    thread('all'),
  ];
  const at = (block: number, offset: number) => ({ from: { block, offset }, to: { block, offset: offset + 1 } });
  const places = placesOf(
    threads,
    new Map([
      ['late', at(3, 4)],
      ['early', at(1, 2)],
    ]),
    blocks,
    model,
  );

  it('stand in the order of the script, the episode first, what is gone last', () => {
    expect(inOrder(threads, places).map(({ id }) => id)).toEqual([
      'all',
      'scene',
      'early',
      'clip',
      'shot',
      'late',
      'gone',
      'lost',
    ]);
    expect([...places].filter(([, { gone }]) => gone).map(([id]) => id)).toEqual(['gone', 'lost']);
  });
  it('about a clip are about its shot, while they are open', () => {
    const done = thread('done', {
      anchor: { kind: 'clip', id: 'C' },
      resolved: { at: '', by: { id: 'n', name: 'Nao', color: '#fff', initials: 'N' } },
    });
    const ofShot = (id: string) => threadsOfShot([...threads, done], id, [{ id: 'C', shotId: 'S' }]).map((one) => one.id);
    expect(ofShot('S')).toEqual(['shot', 'clip']);
    expect(ofShot('gone')).toEqual([]);
  });
  it('know their scene and shot', () => {
    expect([places.get('late')?.sceneId, places.get('early')?.sceneId, places.get('clip')?.shotId]).toEqual(['H2', 'H1', 'S']);
  });
});

it('goes on from thread to thread, around the ends, and begins at an end', () => {
  const ids = ['a', 'b', 'c'];
  expect([stepThread(ids, 'c', 1), stepThread(ids, 'a', -1), stepThread(ids, null, 1), stepThread(ids, 'gone', -1)]).toEqual([
    'a',
    'c',
    'a',
    'c',
  ]);
  expect(stepThread([], 'a', 1)).toBeNull();
});
