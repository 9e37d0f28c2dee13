import { expect, it } from 'vitest';
import { createSpeech } from './speech.ts';

function speech(paceMs: number, before = '') {
  const stop = new AbortController();
  const pieces: [number, string][] = [];
  const made = createSpeech({
    before,
    signal: stop.signal,
    paceMs,
    onPiece(offset, text) {
      pieces.push([offset, text]);
      if (text.includes('STOP')) stop.abort(new Error('stopped'));
    },
  });
  return { made, pieces };
}

it('speaks in pieces whose offsets join up behind what was said before', async () => {
  const { made, pieces } = speech(0, 'Before. ');
  await made.say('One two three four. ');
  await made.say('Five.');
  expect(made.text).toBe('Before. One two three four. Five.');
  let at = 'Before. '.length;
  for (const [offset, text] of pieces) {
    expect(offset).toBe(at);
    at += text.length;
  }
  expect(pieces.length).toBeGreaterThan(2);
});

it.each([0, 60_000])('R10: not a piece comes after a Stop, also in the middle of a sentence (pause of %i ms)', async (paceMs) => {
  const { made, pieces } = speech(paceMs);
  await expect(made.say('STOP here and say none of these words any more')).rejects.toThrow('stopped');
  expect(pieces).toHaveLength(1);
  await expect(made.say('nor these')).rejects.toThrow('stopped');
  expect(pieces).toHaveLength(1);
});

it('has an end, however long a model talks', async () => {
  const { made } = speech(0);
  for (let i = 0; i < 30; i += 1) await made.say('x'.repeat(1000));
  expect(made.text).toHaveLength(20_000);
});
