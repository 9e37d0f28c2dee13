import { expect, it } from 'vitest';
import { nextPanels } from './ui-store.ts';

const closed = { chat: false, inspector: false };

it('keeps both panels open where there is room', () => {
  expect(nextPanels({ ...closed, chat: true }, 'inspector', true, true)).toEqual({ chat: true, inspector: true });
});

it('lets the panels share one place on a narrow window', () => {
  expect(nextPanels({ ...closed, chat: true }, 'inspector', true, false)).toEqual({ chat: false, inspector: true });
  expect(nextPanels({ ...closed, chat: true }, 'chat', false, false)).toEqual(closed);
});
