import { describe, expect, it } from 'vitest';
import { looksLikeScript, readFountain, titleOf } from './script-drop.ts';

describe('titleOf', () => {
  it('reads the title page, on one line or below the key', () => {
    expect(titleOf('Title: The Last Ferry\nAuthor: A\n\nINT. X - DAY')).toBe('The Last Ferry');
    expect(titleOf('Title:\n    _**THE LAST**_\n    FERRY\nCredit: by\n\nINT. X')).toBe('THE LAST FERRY');
  });
  it('finds none where there is no title page', () => {
    expect(titleOf('INT. HOUSE - DAY\n\nTitle: not here')).toBeNull();
    expect(titleOf('Author: A\n\nINT. X')).toBeNull();
  });
});

it('names an episode by its file where the script has no title', async () => {
  const script = await readFountain(new File(['INT. X - DAY\n\nRain.'], 'dock nine.fountain'));
  expect(script.title).toBe('dock nine');
});

it('refuses what is no text and what is empty, in words', async () => {
  await expect(readFountain(new File(['a\0b'], 'x.pdf'))).rejects.toThrow('x.pdf is not UTF-8 text');
  await expect(readFountain(new File([' \n'], 'x.fountain'))).rejects.toThrow('x.fountain is empty');
});

it('knows a script from a note', () => {
  expect(looksLikeScript('\nint. kitchen - day\n\nSteam.')).toBe(true);
  expect(looksLikeScript('Meet me at the kitchen.')).toBe(false);
});
