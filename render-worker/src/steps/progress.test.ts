import { expect, test } from 'vitest';
import { createProgressBoard } from './progress.ts';

const DOCUMENT = 'renders:0EPS00000001';
const WATCHERS = [{ document: DOCUMENT, target: '0SHT00000001' }];

function board() {
  const joined: { ticketFor: () => { taskId: string; fence: number }; ended: boolean; left: boolean }[] = [];
  const progress = createProgressBoard({
    join(_document, ticketFor) {
      const room = { ticketFor, ended: false, left: false };
      joined.push(room);
      return {
        set: () => undefined,
        closed: () => room.ended,
        close() {
          room.left = true;
        },
      };
    },
    setTimer: () => ({ clear: () => undefined }),
  });
  return { progress, joined };
}

test('a connection that comes back asks for the ticket of a task that still runs', () => {
  const { progress, joined } = board();
  const first = progress.show('one', 1, WATCHERS);
  progress.show('two', 4, WATCHERS);
  first.clear();
  expect(joined).toHaveLength(1);
  expect(joined[0]?.ticketFor()).toEqual({ taskId: 'two', fence: 4 });
});

test('a room that closed for good is joined anew by the next task', () => {
  const { progress, joined } = board();
  progress.show('one', 1, WATCHERS).clear();
  if (joined[0]) joined[0].ended = true;
  progress.show('two', 2, WATCHERS);
  expect(joined.map((room) => room.left)).toEqual([true, false]);
  expect(joined[1]?.ticketFor()).toEqual({ taskId: 'two', fence: 2 });
});
