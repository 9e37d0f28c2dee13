import { MOST_REFS } from '@trashfire/shared/api/ask-context';
import { newId } from '@trashfire/shared/ids';
import { describe, expect, it } from 'vitest';
import { forgetKept, type KeptChat, keptKey, NOTHING_KEPT, readKept, withoutSettled, writeKept } from './kept-chat.ts';

function shelf(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    key: (index) => [...held.keys()][index] ?? null,
    get length() {
      return held.size;
    },
    clear: () => held.clear(),
  };
}
const opened = (browser = shelf()) => ({ window: shelf(), browser });
const keep = (there: ReturnType<typeof opened>, kept: KeptChat, before = NOTHING_KEPT) => writeKept(there, KEY, before, kept);
const KEY = keptKey('p', '0123456789AB');
const sent = {
  at: '2026-01-01T00:00:00.000Z',
  text: 'Hello',
  ask: true,
  context: { mode: 'edit' as const, refs: [] },
  mentions: [],
};

describe('what is kept of a chat', () => {
  it('comes back, and nothing is still on its way after a reload', () => {
    const there = opened();
    const id = '0b0e7a52-0000-4000-8000-000000000001';
    keep(there, { ...NOTHING_KEPT, draft: 'half a th', outgoing: [{ ...sent, id, failed: null }] });
    expect(readKept(there, KEY, 'closed')).toEqual({
      ...NOTHING_KEPT,
      draft: 'half a th',
      outgoing: [{ ...sent, id, failed: 'closed' }],
    });
  });

  it('loses no draft and no unsent message to more chips than are kept: the newest stay', () => {
    const there = opened();
    const pinned = Array.from({ length: MOST_REFS + 1 }, (_, at) => ({
      ...{ kind: 'scene' as const, id: newId(), label: `Scene ${at}`, pinned: true },
    }));
    keep(there, { ...NOTHING_KEPT, draft: 'half a th', pinned });
    expect(readKept(there, KEY, 'closed')).toEqual({ ...NOTHING_KEPT, draft: 'half a th', pinned: pinned.slice(1) });
  });

  it.each(['', 'null', '{"draft":1}', '[', '{"draft":"x","mode":"all"}'])('what does not fit is nothing: %s', (text) => {
    const there = opened();
    for (const one of Object.values(there)) one.setItem(KEY, text);
    expect(readKept(there, KEY, 'closed')).toEqual(NOTHING_KEPT);
  });

  it('a full browser keeps nobody from writing', () => {
    const full = {
      ...shelf(),
      setItem: () => {
        throw new Error('quota');
      },
    };
    expect(() => writeKept({ window: full, browser: full }, KEY, NOTHING_KEPT, NOTHING_KEPT)).not.toThrow();
  });

  it('signing out forgets the own words, and nobody else’s', () => {
    const there = opened();
    const write = (key: string, draft: string) => writeKept(there, key, NOTHING_KEPT, { ...NOTHING_KEPT, draft });
    for (const person of ['p', 'p', 'q']) write(keptKey(person, '0123456789AB'), person);
    write(keptKey('p', 'BA9876543210'), '');
    for (const one of Object.values(there)) forgetKept(one, 'p');
    expect([there.window.length, there.browser.length]).toEqual([1, 1]);
    expect(readKept(there, keptKey('q', '0123456789AB'), '').draft).toBe('q');
  });

  describe('in two windows of one person', () => {
    const failed = (n: number) => ({ ...sent, id: `0b0e7a52-0000-4000-8000-00000000000${n}`, failed: 'away' });

    it('each keeps its own draft through a reload; a third begins with the one written last', () => {
      const one = opened();
      const two = { window: shelf(), browser: one.browser };
      const first = { ...NOTHING_KEPT, draft: 'of the first' };
      keep(one, first);
      const second = { ...readKept(two, KEY, ''), draft: 'of the second' };
      keep(two, second, readKept(two, KEY, ''));
      expect(readKept(one, KEY, '').draft).toBe('of the first');
      expect(readKept(two, KEY, '').draft).toBe('of the second');
      // The first sends: what the second has not sent stays, also for a window that is opened later.
      keep(one, { ...first, draft: '' }, first);
      expect(readKept(one, KEY, '').draft).toBe('');
      expect(readKept(two, KEY, '').draft).toBe('of the second');
      expect(readKept(opened(one.browser), KEY, '').draft).toBe('of the second');
    });

    it('a draft stays kept when another window only reads', () => {
      const one = opened();
      const two = opened(one.browser);
      keep(one, { ...NOTHING_KEPT, draft: 'half a th' });
      keep(two, { ...NOTHING_KEPT, readAt: '2026-01-02T00:00:00.000Z' });
      keep(
        one,
        { ...NOTHING_KEPT, draft: 'half a thing', readAt: '2026-01-01T00:00:00.000Z' },
        { ...NOTHING_KEPT, draft: 'half a th' },
      );
      expect(readKept(opened(one.browser), KEY, '')).toMatchObject({
        draft: 'half a thing',
        readAt: '2026-01-02T00:00:00.000Z',
      });
    });

    it('no unsent message of either is lost, and none that was sent comes back', () => {
      const one = opened();
      const two = opened(one.browser);
      const first = { ...NOTHING_KEPT, outgoing: [failed(1)] };
      keep(one, first);
      const before = readKept(two, KEY, '');
      const second = { ...before, outgoing: [...before.outgoing, failed(2)] };
      keep(two, second, before);
      expect(readKept(one, KEY, '').outgoing).toEqual([failed(1), failed(2)]);
      keep(one, NOTHING_KEPT, first);
      keep(two, { ...second, readAt: sent.at }, second);
      expect(readKept(one, KEY, '')).toMatchObject({ outgoing: [failed(2)], readAt: sent.at });
    });

    it('what the other has sent goes here too; what was never kept stays', () => {
      const kept = { ...NOTHING_KEPT, outgoing: [failed(1), failed(2), failed(3)] };
      const text = (...outgoing: KeptChat['outgoing']) => JSON.stringify({ ...NOTHING_KEPT, outgoing });
      const left = withoutSettled(kept, { before: text(failed(1), failed(2)), now: text(failed(2)) });
      expect(left.outgoing).toEqual([failed(2), failed(3)]);
      expect(withoutSettled(kept, { before: 'no', now: null })).toBe(kept);
    });
  });
});
