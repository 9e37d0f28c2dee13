import { t } from '@lingui/core/macro';

/** What the next episode may be called: the last one's title with its number raised, else its place in the series. */
export function nextTitle(episodes: readonly { number: number; title: string }[]): string {
  const last = [...episodes].sort((a, b) => a.number - b.number).at(-1);
  if (last === undefined) return '';
  const counted = /^(.*?)(\d{1,6})([^\d\s]{0,3})$/u.exec(last.title);
  // Years and the like count nothing.
  if (counted !== null && Number(counted[2]) < 1000) {
    const [, before = '', digits = '', after = ''] = counted;
    return `${before}${String(Number(digits) + 1).padStart(digits.length, '0')}${after}`;
  }
  return t`Episode ${{ number: last.number + 1 }}`;
}
