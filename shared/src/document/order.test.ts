import { describe, expect, it } from 'vitest';
import { seededRandom } from '../testing/random.ts';
import { byOrder, type Ordered, placeAt } from './order.ts';

function insert(siblings: Ordered[], index: number, id: string): Ordered[] {
  const { keys, moved } = placeAt(siblings, index);
  const orders = new Map(moved.map((m) => [m.id, m.order]));
  const kept = siblings.map((s) => ({ id: s.id, order: orders.get(s.id) ?? s.order }));
  return [...kept, { id, order: keys[0] ?? '' }].sort(byOrder);
}

describe('placeAt', () => {
  it('[D5] puts a sibling exactly where it was asked, whatever the keys were', () => {
    const random = seededRandom(1);
    for (let round = 0; round < 200; round++) {
      const keys = ['a0', 'a1', 'a1', 'a1', 'a1V', 'a2', 'a2', '!', 'not a key', 'zz'];
      const siblings = Array.from({ length: random.int(0, 8) }, () => ({ id: random.id(), order: random.pick(keys) })).sort(
        byOrder,
      );
      const index = random.int(0, siblings.length);
      const wanted = siblings.map((s) => s.id);
      wanted.splice(index, 0, 'NEW');
      expect(insert(siblings, index, 'NEW').map((s) => s.id)).toEqual(wanted);
    }
  });

  it('[D5] leaves siblings alone when there is room', () => {
    const siblings = [
      { id: 'A', order: 'a0' },
      { id: 'B', order: 'a1' },
    ];
    expect(placeAt(siblings, 1).moved).toEqual([]);
    expect(placeAt(siblings, 2, 3).keys).toEqual(['a2', 'a3', 'a4']);
  });

  it('[D5] keeps keys inside the schema after thousands of inserts at one place', () => {
    let siblings: Ordered[] = insert(insert([], 0, 'FIRST'), 1, 'LAST');
    let longest = 0;
    for (let i = 0; i < 1500; i++) {
      siblings = insert(siblings, 1, `N${i}`);
      longest = Math.max(longest, ...siblings.slice(0, 3).map((s) => s.order.length));
    }
    expect(longest).toBeLessThanOrEqual(200);
    expect(siblings[0]?.id).toBe('FIRST');
    expect(siblings.at(-1)?.id).toBe('LAST');
    expect(siblings[1]?.id).toBe('N1499');
  });
});
