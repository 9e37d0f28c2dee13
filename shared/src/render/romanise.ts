/**
 * Letters of other scripts as Latin ones, near enough for an English speech engine to say a name. Kana by the Hepburn
 * table, Cyrillic and Greek letter by letter. Kanji and other scripts have no reading here and answer null.
 */

const VOWELS = ['a', 'i', 'u', 'e', 'o'] as const;
/** Rows of the gojuon by first code point of the hiragana: kana in Unicode order with their Hepburn readings. */
const KANA_FROM = 0x3041;
const KANA =
  'a a i i u u e e o o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo ta da chi ji tsu tsu zu te de to do na ni nu ne no ha ba pa hi bi pi fu bu pu he be pe ho bo po ma mi mu me mo ya ya yu yu yo yo ra ri ru re ro wa wa i e o n vu'.split(
    ' ',
  );
const SMALL_TSU = 0x3063;
const SMALL_Y: Readonly<Record<number, string>> = { 12419: 'a', 12421: 'u', 12423: 'o' };
const KATAKANA_OFFSET = 0x60;
const LONG_MARK = 'ー';

const CYRILLIC = 'a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya'.split(' ');
const GREEK = 'a v g d e z i th i k l m n x o p r s s t y f ch ps o'.split(' ');
const LATIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'th',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
};

function hiraganaCode(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  return code >= 0x30a1 && code <= 0x30f4 ? code - KATAKANA_OFFSET : code;
}

/** @returns the Latin reading of one kana run; `ー` lengthens nothing an English voice could hear and is dropped. */
function romaniseKana(run: string): string {
  let out = '';
  let doubled = false;
  for (const char of run) {
    const code = hiraganaCode(char);
    if (char === LONG_MARK) continue;
    if (code === SMALL_TSU) {
      doubled = true;
      continue;
    }
    const small = SMALL_Y[code];
    if (small !== undefined && out.endsWith('i')) {
      const stem = out.slice(0, -1);
      out = /(?:sh|ch|j)$/.test(stem) ? stem + small : `${stem}y${small}`;
      continue;
    }
    const reading = KANA[code - KANA_FROM] ?? '';
    out += doubled && !VOWELS.some((vowel) => reading.startsWith(vowel)) ? `${reading.charAt(0)}${reading}` : reading;
    doubled = false;
  }
  return out;
}

/** @returns the Latin letters for one letter that is not kana, or null when it has no reading here. */
function romaniseLetter(char: string): string | null {
  const lower = char.toLowerCase();
  const mapped = LATIN[lower];
  if (mapped !== undefined) return mapped;
  const bare = lower.normalize('NFD').replace(/\p{M}/gu, '');
  if (/^[a-z]+$/.test(bare)) return bare;
  const code = bare.codePointAt(0) ?? 0;
  if (bare === 'ё') return 'yo';
  if (code >= 0x430 && code <= 0x44f) return CYRILLIC[code - 0x430] ?? '';
  if (code >= 0x3b1 && code <= 0x3c9) return GREEK[code - 0x3b1] ?? '';
  return null;
}

/**
 * @param text letters in any script (white space and punctuation pass through unchanged)
 * @param unreadable called for each run of letters without a reading; its answer takes their place
 */
export function romanise(text: string, unreadable: (run: string) => string): string {
  return text
    .normalize('NFC')
    .replace(/[\u3041-\u3094\u30a1-\u30f4\u30fc]+/g, (run) => romaniseKana(run))
    .replace(/[^\p{ASCII}]+/gu, (run) => {
      let out = '';
      let lost = '';
      const flush = (): void => {
        if (lost !== '') out += unreadable(lost);
        lost = '';
      };
      for (const char of run) {
        const latin = /\p{L}/u.test(char) ? romaniseLetter(char) : char;
        if (latin === null) lost += char;
        else {
          flush();
          out += latin;
        }
      }
      flush();
      return out;
    });
}
