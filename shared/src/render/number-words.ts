/** English words for digits, so that a speech engine and the length estimate read the same syllables. Pure, no locale data. */

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES = ['', ' thousand', ' million', ' billion'];
const IRREGULAR_ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};
const CURRENCIES: Readonly<Record<string, string>> = { $: 'dollars', '€': 'euros', '£': 'pounds', '¥': 'yen' };
/** Longer digit strings are codes and phone numbers, read digit by digit. */
const MAX_DIGITS = 12;

function belowHundred(n: number): string {
  if (n < 20) return ONES[n] ?? '';
  const unit = n % 10;
  return `${TENS[Math.floor(n / 10)] ?? ''}${unit === 0 ? '' : ` ${ONES[unit] ?? ''}`}`;
}

function belowThousand(n: number): string {
  const hundreds = Math.floor(n / 100);
  const rest = n % 100;
  if (hundreds === 0) return belowHundred(rest);
  return `${ONES[hundreds] ?? ''} hundred${rest === 0 ? '' : ` ${belowHundred(rest)}`}`;
}

/** @param digits decimal digits only, any length. @returns the cardinal in words, or the digits one by one when there are more than twelve or a leading zero. */
function cardinalWords(digits: string): string {
  if (digits.length > MAX_DIGITS || (digits.length > 1 && digits.startsWith('0'))) {
    return [...digits].map((digit) => ONES[Number(digit)] ?? '').join(' ');
  }
  const groups: string[] = [];
  for (let rest = Number(digits), scale = 0; rest > 0; rest = Math.floor(rest / 1000), scale++) {
    if (rest % 1000 > 0) groups.unshift(`${belowThousand(rest % 1000)}${SCALES[scale] ?? ''}`);
  }
  return groups.join(' ') || 'zero';
}

/** @returns 1100..1999 as people say years ("nineteen eighty seven", "nineteen oh five", "nineteen hundred"). */
function yearWords(year: number): string {
  const rest = year % 100;
  const tail = rest === 0 ? 'hundred' : rest < 10 ? `oh ${ONES[rest] ?? ''}` : belowHundred(rest);
  return `${belowHundred(Math.floor(year / 100))} ${tail}`;
}

/** @returns "1" -> "first", "22" -> "twenty second". */
function ordinalWords(digits: string): string {
  const words = cardinalWords(digits).split(' ');
  const last = words.pop() ?? '';
  const ordinal = IRREGULAR_ORDINALS[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return [...words, ordinal].join(' ');
}

/** Every number in a text as words: clock times, money, ordinals, decimals, thousands, years and plain numbers. */
export function spellNumbers(text: string): string {
  return text
    .replace(/(\d),(?=\d{3}\b)/g, '$1')
    .replace(/\b(\d{1,2}):(\d{2})\b/g, (_, hour: string, minute: string) => {
      if (minute === '00') return `${cardinalWords(String(Number(hour)))} o'clock`;
      return `${cardinalWords(String(Number(hour)))} ${minute.startsWith('0') ? `oh ${ONES[Number(minute)] ?? ''}` : belowHundred(Number(minute))}`;
    })
    .replace(/([$€£¥])(\d+)(?:\.(\d\d))?/g, (_, sign: string, amount: string, cents: string | undefined) => {
      return ` ${amount} ${CURRENCIES[sign] ?? ''} ${cents === undefined || cents === '00' ? '' : String(Number(cents))} `;
    })
    .replace(/(\d+)(?:st|nd|rd|th)\b/gi, (_, digits: string) => ` ${ordinalWords(digits)} `)
    .replace(/(\d+)\.(\d+)/g, (_, whole: string, part: string) => {
      return ` ${cardinalWords(whole)} point ${[...part].map((digit) => ONES[Number(digit)] ?? '').join(' ')} `;
    })
    .replace(/\b1[1-9]\d\d\b/g, (year) => yearWords(Number(year)))
    .replace(/\d+/g, (digits) => ` ${cardinalWords(digits)} `);
}
