import { creditsText, priceText as priceOf } from '@trashfire/shared/plans/credits';

/** A balance in credits without the tenths, rounded down: it is a ceiling, and thousands with a fraction are noise. */
export function balance(micros: string): string {
  const text = creditsText(BigInt(micros));
  return Number.parseInt(text, 10).toLocaleString('en');
}

/** @param micros micro-dollars as decimal text, as the api sends them. @returns `free`, `1 credit`, `3.5 credits`. */
export function priceText(micros: string): string {
  return priceOf(BigInt(micros));
}
