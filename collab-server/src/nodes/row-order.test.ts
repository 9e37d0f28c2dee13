import { seededRandom } from '@trashfire/shared/testing/random';
import { describe, expect, it } from 'vitest';
import { RowOrder } from './row-order.ts';

const row = (seq: number) => ({ seq, bytes: Uint8Array.of(seq) });

describe('RowOrder', () => {
  it('gives rows in the order of the log, whatever order they come in', () => {
    const random = seededRandom(5);
    for (let run = 0; run < 50; run++) {
      const order = new RowOrder();
      const all = Array.from({ length: 30 }, (_, i) => row(i + 1));
      const given: number[] = [];
      let seq = 0;
      for (const { seq: next, bytes } of random.shuffle([...all, ...all.slice(10)])) {
        if (next > seq) order.hold(next, bytes);
        const taken = order.after(seq).map((one) => one.seq);
        seq = taken.at(-1) ?? seq;
        given.push(...taken);
        order.forget(seq);
      }
      expect([given, seq, order.size]).toEqual([all.map((one) => one.seq), 30, 0]);
    }
  });

  it('waits for what is missing, and counts what is in the document already', () => {
    const order = new RowOrder();
    order.hold(3, null);
    order.hold(4, row(4).bytes);
    expect(order.after(1)).toEqual([]);
    expect([order.size, order.has(3), order.has(2)]).toEqual([2, true, false]);
    order.hold(2, row(2).bytes);
    expect(order.after(1)).toEqual([row(2), { seq: 3, bytes: null }, row(4)]);
    order.forget(4);
    expect(order.size).toBe(0);
  });

  it('forgets what was read from the log meanwhile', () => {
    const order = new RowOrder();
    order.hold(3, row(3).bytes);
    order.hold(9, row(9).bytes);
    order.forget(5);
    expect([order.has(3), order.has(9)]).toEqual([false, true]);
  });

  it('holds no more than its bounds, in rows and in bytes', () => {
    const order = new RowOrder();
    expect(order.hold(2, new Uint8Array(1024 * 1024))).toBe(true);
    expect(order.hold(3, Uint8Array.of(1))).toBe(false);
    order.forget(2);
    for (let seq = 12; seq < 268; seq++) expect(order.hold(seq, Uint8Array.of(1))).toBe(true);
    expect(order.hold(300, null)).toBe(false);
  });
});
