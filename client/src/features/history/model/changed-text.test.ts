import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changedText } from './changed-text.ts';

it('shows what went and what came inside what stayed', () => {
  expect(changedText('The lamp is out.', 'The lamp is back on.')).toEqual([
    { text: 'The lamp is ', change: 'same' },
    { text: 'out', change: 'removed' },
    { text: 'back on', change: 'added' },
    { text: '.', change: 'same' },
  ]);
});

it('holds both texts whole, whatever they are', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const parts = changedText(before, after);
      const without = (change: string) => parts.flatMap((part) => (part.change === change ? [] : [part.text])).join('');
      expect([without('added'), without('removed')]).toEqual([before, after]);
    }),
  );
});
