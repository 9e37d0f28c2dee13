import { describe, expect, it } from 'vitest';
import { createTerminal, failureLine, formatBytes, formatSeconds } from './terminal.mjs';

/** Back to the first column and clear to the end of the line. */
const REDRAW = '\r\u001b[K';

function screenAt(isTTY: boolean) {
  const written: string[] = [];
  const clock = { ms: 0 };
  const terminal = createTerminal({ write: (text) => written.push(text), isTTY, now: () => clock.ms });
  return { written, clock, terminal };
}

describe('progress of a step', () => {
  it('is redrawn in place on a terminal and ends with its size and seconds', () => {
    const { written, clock, terminal } = screenAt(true);
    const step = terminal.step('Installing');
    clock.ms = 1_000;
    step.update('Installing: 5 of 9');
    clock.ms = 12_300;
    step.done('Installed 9 packages, 20 MB');
    expect(written).toHaveLength(3);
    expect(written.slice(1).every((line) => line.startsWith(REDRAW))).toBe(true);
    expect(written[1]?.slice(REDRAW.length)).toMatch(/^ {2}Installing: 5 of 9 … +1\.0 s$/);
    expect(written[2]?.slice(REDRAW.length)).toMatch(/^ {2}Installed 9 packages, 20 MB +12\.3 s\n$/);
  });

  it('is said every five seconds in a pipe, where nothing can be redrawn', () => {
    const { written, clock, terminal } = screenAt(false);
    const step = terminal.step('Installing');
    for (clock.ms = 0; clock.ms <= 11_000; clock.ms += 1_000) step.update(`at ${clock.ms}`);
    step.done('Installed');
    expect(written.map((line) => line.trim().replace(/ …? +/, ' '))).toEqual([
      'at 5000 5.0 s',
      'at 10000 10.0 s',
      expect.stringContaining('Installed'),
    ]);
    expect(written.join('')).not.toContain('\r');
  });
});

describe('words for people', () => {
  it('names sizes and times', () => {
    expect([formatBytes(0), formatBytes(1_499_000), formatBytes(257e6), formatBytes(2.04e9)]).toEqual([
      '1 kB',
      '1 MB',
      '257 MB',
      '2.0 GB',
    ]);
    expect([formatSeconds(90), formatSeconds(59_940), formatSeconds(125_000)]).toEqual(['0.1 s', '59.9 s', '2 min 5 s']);
  });

  it('says what happened and what to do in one line', () => {
    expect(failureLine('the disk is full. ', 'Free some.')).toBe('TrashFire: the disk is full. Free some.');
  });
});
