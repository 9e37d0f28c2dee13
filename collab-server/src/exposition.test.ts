import { eventually } from '@trashfire/shared/testing/eventually';
import { describe, expect, it } from 'vitest';
import { Counter, expose, Histogram, LabelledCounter, Reading } from './exposition.ts';
import { LoopDelay } from './loop-delay.ts';
import { parseExposition, sampleOf } from './testing/exposition-parser.ts';

describe('the text format', () => {
  it('is read back by a strict reader', () => {
    const edits = new Counter('edits_total', 'Edits.');
    edits.add(2);
    edits.add(3);
    const refused = new LabelledCounter('refused_total', 'Refused, by\nreason \\ cause.', 'reason', ['known']);
    refused.add('a "quoted" \\ one\nof two lines');
    const wait = new Histogram('wait_seconds', 'Waits.', [0.1, 1]);
    for (const value of [0.05, 0.1, 0.5, 7]) wait.observe(value);
    const rooms = new Reading('gauge', 'rooms', 'Rooms.', () => new Map([['empty', 4]]));
    const families = parseExposition(expose([edits, refused, wait, rooms, new Reading('gauge', 'ready', 'Ready.', () => 1)]));
    expect([...families.keys()]).toEqual(['edits_total', 'refused_total', 'wait_seconds', 'rooms', 'ready']);
    expect(sampleOf(families, 'edits_total')).toBe(5);
    expect(sampleOf(families, 'refused_total{reason="known"}')).toBe(0);
    expect(sampleOf(families, 'refused_total{reason="a \\"quoted\\" \\\\ one\\nof two lines"}')).toBe(1);
    // A value on a bound belongs to its bucket.
    expect(['0.1', '1', '+Inf'].map((le) => sampleOf(families, `wait_seconds_bucket{le="${le}"}`))).toEqual([2, 3, 4]);
    expect(sampleOf(families, 'wait_seconds_sum')).toBeCloseTo(7.65);
    expect(wait.count).toBe(4);
    expect(sampleOf(families, 'rooms{state="empty"}')).toBe(4);
  });

  it.each([
    ['no line end', '# HELP a A.\n# TYPE a gauge\na 1'],
    ['no HELP', '# TYPE a gauge\na 1\n'],
    ['TYPE of another', '# HELP a A.\n# TYPE b gauge\na 1\n'],
    ['a sample of another family', '# HELP a A.\n# TYPE a gauge\nb 1\n'],
    ['the same series twice', '# HELP a A.\n# TYPE a gauge\na 1\na 1\n'],
    ['the same family twice', '# HELP a A.\n# TYPE a gauge\na 1\n# HELP a A.\n# TYPE a gauge\na 1\n'],
    ['a value that is none', '# HELP a A.\n# TYPE a gauge\na undefined\n'],
    ['a label that is not closed', '# HELP a A.\n# TYPE a gauge\na{b="c} 1\n'],
    ['a counter without its suffix', '# HELP a A.\n# TYPE a counter\na 1\n'],
    ['buckets that fall', '# HELP a A.\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n'],
    ['buckets without an end', '# HELP a A.\n# TYPE a histogram\na_bucket{le="1"} 2\na_sum 1\na_count 2\n'],
  ])('is not read with %s', (_what, page) => {
    expect(() => parseExposition(page)).toThrow();
  });
});

it('shows how long the loop stood still for one window and the next, then forgets it', async () => {
  const never = 2 ** 30;
  const delay = new LoopDelay(never);
  try {
    await eventually('the monitor ticks', () => delay.figures.max > 0);
    const until = performance.now() + 120;
    while (performance.now() < until);
    await eventually('the stall is seen', () => delay.figures.max > 0.1);
    expect(delay.figures.p50).toBeLessThan(0.1);
    delay.turn();
    expect(delay.figures.max).toBeGreaterThan(0.1);
    delay.turn();
    expect(delay.figures.max).toBeLessThan(0.1);
  } finally {
    delay.close();
  }
});
