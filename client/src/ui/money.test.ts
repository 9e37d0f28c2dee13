import { expect, it } from 'vitest';
import { credits, priceText } from './money.ts';

it('never shows less than something costs', () => {
  expect(credits('1')).toBe('0.1');
  expect(credits('10000')).toBe('1');
  expect(credits('10001')).toBe('1.1');
});

it('says free for nothing and keeps the singular', () => {
  expect(priceText('0')).toBe('free');
  expect(priceText('10000')).toBe('1 credit');
  expect(priceText('35000')).toBe('3.5 credits');
});
