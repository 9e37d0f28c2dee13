import { describe, expect, it } from 'vitest';
import { spellNumbers } from './number-words.ts';
import { romanise } from './romanise.ts';
import { estimateSpeechSeconds } from './speech-length.ts';
import { speakable } from './speech-text.ts';

const said = (text: string): string[] =>
  speakable(text).pieces.map((piece) => (piece.kind === 'say' ? piece.text : `(${piece.syllables})`));

describe('text for a voice', () => {
  it.each([
    ["Mr. Smith — you're late... again!", ["mister Smith, you're late, again!"]],
    ['NO! Turn on the TV, USA!', ['no!', 'Turn on the T V, U S A!']],
    ['Well...', ['Well.']],
    ['“Wait,” she said (quietly).', ['Wait, she said, quietly.']],
    ['Café ☆ résumé', ['Cafe resume.']],
    ['こんにちは、ミオちゃん。', ['konnichiha, miochan.']],
    ['Привет, Ελένη', ['privet, eleni.']],
    ['See 東京 tower?', ['See.', '(4)', 'tower?']],
    ['U.S.A. is big', ['U S A is big.']],
    ['Nooo! Whaaat?', ['No!', 'What?']],
    ['?!', []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it('lets nothing but letters and sentence signs through, in short phrases', () => {
    const hostile = `${'word '.repeat(200)}\0\x1b[31m -o /etc/passwd <audio src="x"/> ${'x'.repeat(700)} \ud800 \u202e \ue000`;
    for (const piece of speakable(hostile).pieces) {
      if (piece.kind !== 'say') continue;
      expect(piece.text).toMatch(/^[A-Za-z][A-Za-z' ,]*[.?!]$/);
      expect(piece.text.length).toBeLessThanOrEqual(222);
    }
  });

  it('warns once for a line, naming what cannot be read', () => {
    expect(speakable('東京 and 大阪').warnings).toHaveLength(1);
    expect(speakable('Plain.').warnings).toEqual([]);
    expect(speakable('ab '.repeat(1400)).warnings.join()).toContain('first 4000');
  });
});

describe('numbers', () => {
  it.each([
    ['7:30', 'seven thirty'],
    ['9:05', 'nine oh five'],
    ['3rd', 'third'],
    ['22nd', 'twenty second'],
    ['1987', 'nineteen eighty seven'],
    ['1,234,567', 'one million two hundred thirty four thousand five hundred sixty seven'],
    ['3.14', 'three point one four'],
    ['007', 'zero zero seven'],
    ['$5.50', 'five dollars fifty'],
    ['0', 'zero'],
    ['2000000', 'two million'],
  ])('%s is %s', (digits, words) => {
    expect(spellNumbers(digits).replace(/\s+/g, ' ').trim()).toBe(words);
  });
});

describe('other scripts', () => {
  it.each([
    ['がっこう', 'gakkou'],
    ['キャット', 'kyatto'],
    ['しゅうじん', 'shuujin'],
    ['ジャーナル', 'janaru'],
    ['Łódź', 'lodz'],
    ['Straße', 'Strasse'],
  ])('%s reads %s', (text, latin) => {
    expect(romanise(text, () => '?')).toBe(latin);
  });
});

describe('the length estimate', () => {
  it('grows with the text, shrinks with the rate, ignores pitch, and is nothing for nothing', () => {
    const voice = { base: 'slt', pitch: 0, rate: 1 } as const;
    const line = 'The light went out again.';
    const seconds = estimateSpeechSeconds(line, voice);
    expect(seconds).toBeGreaterThan(1);
    expect(seconds).toBeLessThan(3);
    expect(estimateSpeechSeconds(`${line} ${line}`, voice)).toBeGreaterThan(2 * seconds);
    expect(estimateSpeechSeconds(line, { ...voice, rate: 1.25 })).toBeCloseTo(seconds / 1.25, 6);
    expect(estimateSpeechSeconds(line, { ...voice, pitch: 9 })).toBe(seconds);
    expect(estimateSpeechSeconds('…', voice)).toBe(0);
  });
});
