import type { Micros } from '@trashfire/shared/api/contract';
import type { z } from 'zod';

type MicroDollars = z.infer<typeof Micros>;

/** One credit is a cent: 10,000 micro-dollars. */
export const MICROS_PER_CREDIT = 10_000n;

/**
 * Micro-dollars as credits for people. Rounded up to a tenth, so nothing that costs looks free and a total never shows
 * less than it is.
 */
export function credits(micros: MicroDollars): string {
  const value = BigInt(micros);
  const negative = value < 0n;
  const tenths = ((negative ? -value : value) * 10n + MICROS_PER_CREDIT - 1n) / MICROS_PER_CREDIT;
  const text = tenths % 10n === 0n ? String(tenths / 10n) : `${tenths / 10n}.${tenths % 10n}`;
  return negative ? `-${text}` : text;
}

/** @returns `free`, `1 credit`, `3.5 credits`. */
export function priceText(micros: MicroDollars): string {
  if (BigInt(micros) === 0n) return 'free';
  const text = credits(micros);
  return `${text} ${text === '1' ? 'credit' : 'credits'}`;
}
