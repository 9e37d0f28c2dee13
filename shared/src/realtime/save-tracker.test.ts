import { describe, expect, it } from 'vitest';
import { CLOSE } from './close-codes.ts';
import { closeCodeOf, isPermanentClose, reconnectDelay } from './reconnect.ts';
import { SaveTracker } from './save-tracker.ts';

describe('SaveTracker (R1)', () => {
  const sent = (tracker: SaveTracker) => tracker.sentUpTo(tracker.count, 10);

  it('counts an edit as saved only when the marker after it is answered', () => {
    const tracker = new SaveTracker('none');
    tracker.edited();
    sent(tracker);
    const first = tracker.mark();
    tracker.edited();
    sent(tracker);
    expect(tracker.pending).toBe(2);
    tracker.committed(first ?? 0);
    expect(tracker.pending).toBe(1);
    const second = tracker.mark();
    tracker.committed(second ?? 0);
    expect(tracker.pending).toBe(0);
    expect(tracker.mark()).toBeNull();
  });

  it('covers earlier markers with a later answer', () => {
    const tracker = new SaveTracker('none');
    tracker.edited();
    sent(tracker);
    tracker.mark();
    tracker.edited();
    sent(tracker);
    tracker.committed(tracker.mark() ?? 0);
    expect(tracker.pending).toBe(0);
  });

  it('covers what was sent and not what still waits here', () => {
    const tracker = new SaveTracker('none');
    tracker.edited();
    expect(tracker.mark()).toBeNull();
    const first = tracker.count;
    sent(tracker);
    tracker.edited();
    expect([tracker.isSent(first), tracker.isSent(tracker.count)]).toEqual([true, false]);
    tracker.committed(tracker.mark() ?? 0);
    expect(tracker.pending).toBe(1);
    expect(tracker.isDurable(first)).toBe(true);
  });

  it('knows how many bytes are on their way without an answer', () => {
    const tracker = new SaveTracker('none');
    tracker.edited();
    sent(tracker);
    const n = tracker.mark();
    tracker.edited();
    sent(tracker);
    expect(tracker.unansweredBytes).toBe(20);
    tracker.committed(n ?? 0);
    expect(tracker.unansweredBytes).toBe(10);
    tracker.disconnected();
    expect(tracker.unansweredBytes).toBe(0);
  });

  it('marks again, under a new number, what the broken connection did not answer', () => {
    const tracker = new SaveTracker('none');
    tracker.edited();
    sent(tracker);
    const lost = tracker.mark() ?? 0;
    tracker.disconnected();
    expect(tracker.mark()).toBeNull();
    sent(tracker);
    const again = tracker.mark() ?? 0;
    expect(again).toBeGreaterThan(lost);
    tracker.committed(lost);
    expect(tracker.pending).toBe(1);
    tracker.committed(again);
    expect(tracker.pending).toBe(0);
  });

  it('takes content it came with for unsaved, unless it may not write anyway', () => {
    const kept = new SaveTracker('unknown');
    expect(kept.pending).toBe(1);
    kept.readOnly();
    expect(kept.pending).toBe(0);
    kept.edited();
    expect(kept.pending).toBe(1);
  });

  it('never takes edits for saved that it came with and that are known to be unsaved, also while it may not write', () => {
    const kept = new SaveTracker('unsaved');
    kept.readOnly();
    expect(kept.pending).toBe(1);
    sent(kept);
    kept.committed(kept.mark() ?? 0);
    expect(kept.pending).toBe(0);
  });
});

it('waits longer after each failure, up to three seconds, never the same for all', () => {
  expect(reconnectDelay(0, 0)).toBe(60);
  expect(reconnectDelay(0, 1)).toBe(300);
  expect(reconnectDelay(3, 0.5)).toBeGreaterThan(reconnectDelay(2, 0.5));
  expect(reconnectDelay(1000, 1)).toBe(3000);
});

it('comes back after every close but those in the 4400s', () => {
  expect([1000, 1006, 1012, 1013, 4399, 4501].map(isPermanentClose)).toEqual([false, false, false, false, false, false]);
  expect([4400, 4401, 4499].map(isPermanentClose)).toEqual([true, true, true]);
});

it('does not come back with what was too big for the server to read at all, and says so as of what it refused', () => {
  expect([isPermanentClose(1009), closeCodeOf(1009), closeCodeOf(1008)]).toEqual([true, CLOSE.tooLarge, 1008]);
});
