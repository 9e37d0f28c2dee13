import { beforeEach, expect, it } from 'vitest';
import { useSelection } from '../../studio/model/selection.ts';
import { chooseClip, chosenClip } from './chosen-clip.ts';

const clip = { id: 'a', shotId: 'A', start: 0, end: 24, duration: 24 };
const gap = { id: 'b', shotId: null, start: 24, end: 48, duration: 24 };
const clips = [gap, clip];
const chosen = () => chosenClip(clips, useSelection.getState());

beforeEach(() => useSelection.getState().select(null));

it('is the clip of the chosen shot, or the chosen gap, and never a gap because no shot is chosen', () => {
  expect(chosen()).toBeNull();
  chooseClip(gap);
  expect(chosen()).toBe(gap);
  chooseClip(clip);
  expect(chosen()).toBe(clip);
  useSelection.getState().select('elsewhere');
  expect(chosen()).toBeNull();
});

it('of a gap that was filled is nothing', () => {
  chooseClip(gap);
  expect(chosenClip([clip, { ...gap, shotId: 'B' }], useSelection.getState())).toBeNull();
  chooseClip(undefined);
  expect(useSelection.getState()).toMatchObject({ shotId: null, gapId: null });
});
