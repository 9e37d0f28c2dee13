import { describe, expect, it } from 'vitest';
import { secondsText, timecode } from './timecode.ts';

describe('timecode', () => {
  it('counts frames inside the second and carries at the rate', () => {
    expect(timecode(23)).toBe('00:00:23');
    expect(timecode(24)).toBe('00:01:00');
    expect(timecode(24 * 61 + 5)).toBe('01:01:05');
  });
  it('shows hours only when there are any and never goes below zero', () => {
    expect(timecode(24 * 3600)).toBe('1:00:00:00');
    expect(timecode(-5)).toBe('00:00:00');
  });
});

it('writes a length of a shot with one decimal', () => expect(secondsText(62)).toBe('2.6 s'));
