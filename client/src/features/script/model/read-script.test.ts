import { expect, it } from 'vitest';
import type { ScriptBlock } from '../../../collab/script-store.ts';
import { utteranceFrom, utterancesOf } from './read-script.ts';

function block(id: string, type: ScriptBlock['type'], ...runs: (string | [string, string])[]): ScriptBlock {
  const made = runs.map((run) => (typeof run === 'string' ? { text: run, marks: [] } : { text: run[0], marks: [run[1]] }));
  const text = made.map((run) => run.text).join('');
  return {
    id,
    type,
    text,
    runs: made as ScriptBlock['runs'],
    number: type === 'sceneHeading' ? '12A' : null,
    level: 1,
    dual: false,
    key: null,
  };
}
const said = (...blocks: ScriptBlock[]) =>
  utterancesOf(blocks).map(({ blockId, speaker, parts }) => `${blockId} ${speaker ?? '*'}: ${parts.join(' | ')}`);

it('reads speeches by who is cued and the rest by the narrator; no cue, number, parenthetical, note or title', () => {
  expect(
    said(
      block('t', 'titleField', 'The Lamp'),
      block('x', 'section', 'Act one'),
      block('y', 'synopsis', 'They meet.'),
      block('h', 'sceneHeading', 'INT. LAMP ROOM - NIGHT'),
      block('a', 'action', 'Nao winds ', ['why?', 'inlineNote'], 'the ', ['old ', 'omitted'], 'lamp.'),
      block('c', 'character', "NAO (V.O.) (CONT'D)"),
      block('p', 'parenthetical', '(quietly)'),
      block('d', 'dialogue', 'It was on.'),
      block('n', 'note', 'Check.'),
      block('l', 'lyrics', 'All night long'),
      block('b', 'boneyard', 'cut'),
      block('w', 'transition', 'CUT TO:'),
      block('z', 'dialogue', 'Under no cue.'),
    ),
  ).toEqual([
    'h *: Interior, Lamp Room, Night',
    'a *: Nao winds the lamp.',
    'd NAO: It was on.',
    'l NAO: All night long',
    'w *: Cut To:',
    'z *: Under no cue.',
  ]);
});

it('leaves out what has nothing to be said, and a block that a paste doubled', () => {
  expect(said(block('a', 'action', ' … '), block('b', 'action', '雨。'), block('b', 'action', 'Wind.'))).toEqual(['b *: 雨。']);
});

it('says exteriors and both, and a heading of another kind as it is', () => {
  expect(
    said(
      block('a', 'sceneHeading', 'EXT. PIER – DAWN'),
      block('b', 'sceneHeading', 'INT./EXT. CAR - DAY'),
      block('c', 'sceneHeading', '台所・夜'),
    ),
  ).toEqual(['a *: Exterior, Pier, Dawn', 'b *: Interior, Exterior, Car, Day', 'c *: 台所・夜']);
});

it('breaks a long speech at the ends of its sentences, one without an end at a blank, and loses no word', () => {
  const sentences = 'The light has been out for nine days. '.repeat(12);
  const [long] = utterancesOf([block('a', 'action', sentences)]);
  expect(long?.parts.length).toBeGreaterThan(1);
  for (const part of long?.parts ?? []) expect([part.length <= 200, part.endsWith('.')]).toEqual([true, true]);
  for (const text of ['and '.repeat(300).trim(), 'a'.repeat(900), '波'.repeat(500)]) {
    const [one] = utterancesOf([block('a', 'action', text)]);
    expect(one?.parts.every((part) => part.length <= 200)).toBe(true);
    expect(one?.parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  }
});

it('begins at the block of the caret, or at the next that is heard', () => {
  const blocks = [
    block('a', 'action', 'Rain.'),
    block('c', 'character', 'NAO'),
    block('d', 'dialogue', 'Tea?'),
    block('n', 'note', 'end'),
  ];
  const utterances = utterancesOf(blocks);
  const from = (id: string | null) => utteranceFrom(blocks, utterances, id)?.blockId;
  expect([from(null), from('a'), from('c'), from('d'), from('n')]).toEqual(['a', 'a', 'd', 'd', undefined]);
});
