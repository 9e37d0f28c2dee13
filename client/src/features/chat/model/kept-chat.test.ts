import { MOST_REFS } from '@trashfire/shared/api/ask-context';
import { newId } from '@trashfire/shared/ids';
import { describe, expect, it } from 'vitest';
import { forgetKept, keptKey, NOTHING_KEPT, readKept, writeKept } from './kept-chat.ts';

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
    const there = shelf();
    const id = '0b0e7a52-0000-4000-8000-000000000001';
    writeKept(there, KEY, { ...NOTHING_KEPT, draft: 'half a th', outgoing: [{ ...sent, id, failed: null }] });
    expect(readKept(there, KEY, 'closed')).toEqual({
      ...NOTHING_KEPT,
      draft: 'half a th',
      outgoing: [{ ...sent, id, failed: 'closed' }],
    });
  });

  it('loses no draft and no unsent message to more chips than are kept: the newest stay', () => {
    const there = shelf();
    const pinned = Array.from({ length: MOST_REFS + 1 }, (_, at) => ({
      ...{ kind: 'scene' as const, id: newId(), label: `Scene ${at}`, pinned: true },
    }));
    writeKept(there, KEY, { ...NOTHING_KEPT, draft: 'half a th', pinned });
    expect(readKept(there, KEY, 'closed')).toEqual({ ...NOTHING_KEPT, draft: 'half a th', pinned: pinned.slice(1) });
  });

  it.each(['', 'null', '{"draft":1}', '[', '{"draft":"x","mode":"all"}'])('what does not fit is nothing: %s', (text) => {
    const there = shelf();
    there.setItem(KEY, text);
    expect(readKept(there, KEY, 'closed')).toEqual(NOTHING_KEPT);
  });

  it('a full browser keeps nobody from writing', () => {
    const full = {
      ...shelf(),
      setItem: () => {
        throw new Error('quota');
      },
    };
    expect(() => writeKept(full, KEY, NOTHING_KEPT)).not.toThrow();
  });

  it('signing out forgets the own words, and nobody else’s', () => {
    const there = shelf();
    for (const person of ['p', 'p', 'q']) writeKept(there, keptKey(person, '0123456789AB'), { ...NOTHING_KEPT, draft: person });
    writeKept(there, keptKey('p', 'BA9876543210'), NOTHING_KEPT);
    forgetKept(there, 'p');
    expect(there.length).toBe(1);
    expect(readKept(there, keptKey('q', '0123456789AB'), '').draft).toBe('q');
  });
});
