import { describe, expect, it } from 'vitest';
import { drawingKey } from './drawing-keys.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  drawingKey({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('keys of the paper', () => {
  it.each([
    ['b', { does: 'tool', tool: 'pen' }],
    ['P', { does: 'tool', tool: 'pen' }],
    ['m', { does: 'tool', tool: 'marker' }],
    ['e', { does: 'tool', tool: 'eraser' }],
    ['[', { does: 'size', by: -1 }],
    [']', { does: 'size', by: 1 }],
    ['1', { does: 'tone', at: 0 }],
    ['5', { does: 'tone', at: 4 }],
    [' ', { does: 'down' }],
    ['ArrowLeft', { does: 'move', x: -8, y: 0 }],
  ])('%s', (key, action) => {
    expect(press(key)).toEqual(action);
  });

  it('goes a step back and on again, and uses the picture', () => {
    expect(press('z', { ctrlKey: true })).toEqual({ does: 'undo' });
    expect(press('Z', { metaKey: true, shiftKey: true })).toEqual({ does: 'redo' });
    expect(press('y', { ctrlKey: true })).toEqual({ does: 'redo' });
    expect(press('Enter', { ctrlKey: true })).toEqual({ does: 'use' });
    expect(press('ArrowDown', { shiftKey: true })).toEqual({ does: 'move', x: 0, y: 48 });
  });

  it('leaves every other key to the window', () => {
    for (const key of ['6', '0', 'Escape', 'Tab', 'Enter', 'x', 'F1']) expect(press(key), key).toBeNull();
    expect(press('b', { ctrlKey: true })).toBeNull();
    expect(press('z', { altKey: true, ctrlKey: true })).toBeNull();
  });
});
