import { expect, it } from 'vitest';
import { creditsText, priceText } from './credits.ts';

it('never shows less than something costs', () => {
  expect(creditsText(1n)).toBe('0.1');
  expect(creditsText(100n)).toBe('1');
  expect(creditsText(101n)).toBe('1.1');
  expect(creditsText(-101n)).toBe('-1.1');
});

it('says free for nothing and keeps the singular', () => {
  expect(priceText(0n)).toBe('free');
  expect(priceText(100n)).toBe('1 credit');
  expect(priceText(350n)).toBe('3.5 credits');
});
