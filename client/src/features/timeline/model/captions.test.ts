import { expect, it } from 'vitest';
import { captionAt } from './captions.ts';

const captions = [{ startFrame: 30, endFrame: 60, speaker: 'REN', text: 'Yes.' }];

it('converts the playhead to the rate the captions are counted at', () => {
  expect(captionAt(captions, 24, 30)?.text).toBe('Yes.');
  expect(captionAt(captions, 23, 30)).toBeNull();
  expect(captionAt(captions, 48, 30)).toBeNull();
});
