import { i18n } from '@lingui/core';
import { plural, t } from '@lingui/core/macro';
import { creditsText } from '@trashfire/shared/plans/credits';

/** A balance in credits without the tenths, rounded down: it is a ceiling, and thousands with a fraction are noise. */
export function balance(micros: string): string {
  const text = creditsText(BigInt(micros));
  return i18n.number(Number.parseInt(text, 10));
}

/** @param micros micro-dollars as decimal text, as the api sends them. @returns `free`, `1 credit`, `3.5 credits`. */
export function priceText(micros: string): string {
  const amount = BigInt(micros);
  if (amount === 0n) return t`free`;
  return plural({ count: Number(creditsText(amount)) }, { one: '# credit', other: '# credits' });
}
