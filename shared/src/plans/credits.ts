import { say } from '../errors/say.ts';
/**
 * Credits are how people read prices. Rows, contracts and the ledger hold micro-dollars (DESIGN §4); a credit is a
 * hundred of them, so that one shot of the animatic engine costs a fraction of a credit and an episode a handful.
 */
export const MICROS_PER_CREDIT = 100n;

/**
 * @param micros micro-dollars. Rounded up to a tenth of a credit, so nothing that costs looks free and no price shows less than it is.
 */
export function creditsText(micros: bigint): string {
  const negative = micros < 0n;
  const tenths = ((negative ? -micros : micros) * 10n + MICROS_PER_CREDIT - 1n) / MICROS_PER_CREDIT;
  const text = tenths % 10n === 0n ? String(tenths / 10n) : `${tenths / 10n}.${tenths % 10n}`;
  return negative ? `-${text}` : text;
}

/** @returns `free`, `1 credit`, `3.5 credits`. */
export function priceText(micros: bigint): string {
  if (micros === 0n) return say`free`;
  const text = creditsText(micros);
  return text === '1' ? say`1 credit` : say`${text} credits`;
}
