import { mentionedIn, mentionOf, piecesOf } from '@trashfire/shared/api/comments-contract';
import { describe, expect, it } from 'vitest';
import { draftOf, offered, openMention, putMention, storedOf } from './mention-text.ts';

const id = (n: number) => `0b0e7a52-0000-4000-8000-00000000000${n}`;
const mika = { id: id(1), name: 'Mika' };
const sato = { id: id(2), name: 'Mika Sato' };
const ren = { id: id(3), name: 'Ren' };
const TEAM = [mika, sato, ren];

describe('a mention', () => {
  it('is stored by person, the longer name first, and is typed again to be changed', () => {
    const draft = '@Mika Sato and @Mika: ask @Ren.';
    const stored = storedOf(draft, TEAM);
    expect(stored).toBe(`${mentionOf(id(2))} and ${mentionOf(id(1))}: ask ${mentionOf(id(3))}.`);
    expect(mentionedIn(stored)).toEqual([id(2), id(1), id(3)]);
    expect(draftOf(stored, TEAM)).toBe(draft);
    expect(piecesOf(stored)[1]).toEqual({ words: ' and ' });
  });

  it('of two people of one name is the one that was picked', () => {
    const twin = { id: id(4), name: 'Ren' };
    expect(storedOf('@Ren', [twin, ...TEAM])).toBe(mentionOf(id(4)));
  });

  it('is none inside a word, nor of the beginning of another', () => {
    for (const text of ['mail@Ren', '@Renata', '@nobody', '@']) expect(storedOf(text, TEAM)).toBe(text);
  });

  it('of somebody who left stays what it is', () => {
    expect(storedOf(draftOf(mentionOf(id(9)), TEAM), TEAM)).toBe(mentionOf(id(9)));
  });
});

describe('picking somebody', () => {
  it('begins behind an @ and ends with the line', () => {
    expect(openMention('Ask @Mi', 7)).toEqual({ at: 4, query: 'Mi' });
    expect(openMention('Ask @Mika Sa', 12)).toEqual({ at: 4, query: 'Mika Sa' });
    expect(openMention('Ask @Mi', 4)).toBeNull();
    expect(openMention('a@Mi', 4)).toBeNull();
    expect(openMention('@Mi\n', 4)).toBeNull();
  });
  it('offers whose name, or a part of it, begins so', () => {
    expect(offered(TEAM, 'sa')).toEqual([sato]);
    expect(offered(TEAM, 'mika')).toEqual([mika, sato]);
    expect(offered(TEAM, '')).toHaveLength(3);
  });
  it('puts the name where it was typed, and the caret behind it', () => {
    expect(putMention('Ask @Mi now', { at: 4, query: 'Mi' }, sato)).toEqual({ text: 'Ask @Mika Sato now', caret: 15 });
  });
});
