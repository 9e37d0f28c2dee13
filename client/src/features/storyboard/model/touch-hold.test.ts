import { describe, expect, it } from 'vitest';
import { edgeScroll, TouchHold } from './touch-hold.ts';

describe('a finger on a card', () => {
  it('that moves at once scrolls the page, however long it stays', () => {
    const touch = new TouchHold(100, 100);
    expect(touch.move(100, 120)).toBe(false);
    expect(touch.ripen()).toBe(false);
    expect(touch.move(200, 300)).toBe(false);
    expect(touch.state).toBe('page');
  });

  it('that lies still, as still as a finger lies, takes hold and drags', () => {
    const touch = new TouchHold(100, 100);
    expect(touch.move(104, 103)).toBe(false);
    expect(touch.ripen()).toBe(true);
    expect(touch.move(104, 160)).toBe(true);
    expect(touch.state).toBe('held');
  });

  it('with a second one beside it pinches', () => {
    const touch = new TouchHold(100, 100);
    touch.giveUp();
    expect(touch.ripen()).toBe(false);
  });
});

it('a card that is held at an edge scrolls the board, faster nearer to it', () => {
  const board = { top: 100, bottom: 700 };
  expect(edgeScroll(400, board)).toBe(0);
  expect(edgeScroll(160, board)).toBeLessThan(0);
  expect(edgeScroll(110, board)).toBeLessThan(edgeScroll(160, board));
  expect(edgeScroll(690, board)).toBe(-edgeScroll(110, board));
  expect(edgeScroll(2000, board)).toBe(14);
});
