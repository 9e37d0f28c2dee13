import { describe, expect, it } from 'vitest';
import { isPermanentClose, reconnectDelay } from './reconnect.ts';
import { SaveTracker } from './save-tracker.ts';

describe('SaveTracker (R1)', () => {
  it('counts an edit as saved only when the marker after it is answered', () => {
    const tracker = new SaveTracker(false);
    tracker.edited();
    const first = tracker.mark();
    tracker.edited();
    expect(tracker.pending).toBe(2);
    tracker.committed(first ?? 0);
    expect(tracker.pending).toBe(1);
    const second = tracker.mark();
    tracker.committed(second ?? 0);
    expect(tracker.pending).toBe(0);
    expect(tracker.mark()).toBeNull();
  });

  it('covers earlier markers with a later answer', () => {
    const tracker = new SaveTracker(false);
    tracker.edited();
    tracker.mark();
    tracker.edited();
    tracker.committed(tracker.mark() ?? 0);
    expect(tracker.pending).toBe(0);
  });

  it('marks again, under a new number, what the broken connection did not answer', () => {
    const tracker = new SaveTracker(false);
    tracker.edited();
    const lost = tracker.mark() ?? 0;
    tracker.disconnected();
    const again = tracker.mark() ?? 0;
    expect(again).toBeGreaterThan(lost);
    tracker.committed(lost);
    expect(tracker.pending).toBe(1);
    tracker.committed(again);
    expect(tracker.pending).toBe(0);
  });

  it('takes content it came with for unsaved, unless it may not write anyway', () => {
    const kept = new SaveTracker(true);
    expect(kept.pending).toBe(1);
    kept.readOnly();
    expect(kept.pending).toBe(0);
    kept.edited();
    expect(kept.pending).toBe(1);
  });
});

it('waits longer after each failure, up to five seconds, never the same for all', () => {
  expect(reconnectDelay(0, 0)).toBe(60);
  expect(reconnectDelay(0, 1)).toBe(300);
  expect(reconnectDelay(3, 0.5)).toBeGreaterThan(reconnectDelay(2, 0.5));
  expect(reconnectDelay(1000, 1)).toBe(5000);
});

it('comes back after every close but those in the 4400s', () => {
  expect([1000, 1006, 1012, 1013, 4399, 4501].map(isPermanentClose)).toEqual([false, false, false, false, false, false]);
  expect([4400, 4401, 4499].map(isPermanentClose)).toEqual([true, true, true]);
});
