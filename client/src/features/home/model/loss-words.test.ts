import { expect, it } from 'vitest';
import { lossWords } from './loss-words.ts';

it('says by kind and number what did not come along', () => {
  expect(lossWords('The Lamp', { unknownType: 1, revisions: 2 })).toBe(
    '“The Lamp” came in from Final Draft, but not all of it: 2 revision marks left out, 1 paragraph of an unknown type read as the nearest one (action or scene heading).',
  );
  expect(lossWords('The Lamp', { omittedScene: 1, style: 3, cast: 1 })).toMatch(
    /: 3 stretches of text without their style .*, 1 omitted scene without .*, 1 cast list left out\.$/,
  );
});

it('is silent where everything came along', () => {
  expect(lossWords('The Lamp', {})).toBeNull();
  expect(lossWords('The Lamp', { style: 0 })).toBeNull();
});
