import { expect, it } from 'vitest';
import { roomOf } from './room.ts';

it('knows the room of a path, and of the pages that belong to one', () => {
  expect(roomOf('/episodes/x/timeline')).toBe('timeline');
  expect(roomOf('/episodes/x/print')).toBe('script');
  expect(roomOf('/episodes/x/print-boards')).toBe('storyboard');
  expect(roomOf('/episodes/x/chat')).toBeNull();
  expect(roomOf('/')).toBeNull();
  expect(roomOf('/episodes/x/toString')).toBeNull();
});
