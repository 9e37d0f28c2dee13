/**
 * A length in eighths of a page as writers and schedules write it: `3/8`, `1`, `1 3/8`; never shortened to `1/2`.
 * @param eighths a whole number from 0.
 */
export function eighthsText(eighths: number): string {
  const pages = Math.floor(eighths / 8);
  const rest = eighths % 8;
  if (rest === 0) return String(pages);
  return pages === 0 ? `${rest}/8` : `${pages} ${rest}/8`;
}
