import { AppError } from '@trashfire/shared/errors/app-error';
import { describe, expect, it } from 'vitest';
import { endedByItself, renderError, tookTooLong, wordsOf } from './failure.ts';

const errno = (code: string, message = `${code}: it failed, write '/home/somebody/scratch'`) =>
  Object.assign(new Error(message), { code });
const refused = Object.assign(new TypeError('fetch failed'), { cause: errno('ECONNREFUSED') });

describe('what people read on a failed task (R5)', () => {
  it.each<[string, unknown, RegExp]>([
    ['a full disk', errno('ENOSPC'), /disk of the machine that renders is full.*Free some space/],
    ['a full share of a disk', errno('EDQUOT'), /its share of the disk/],
    ['a folder it may not write to', errno('EACCES'), /may not write.*DATA_DIR/],
    ['no memory', endedByItself(null, 'SIGKILL'), /ran out of memory.*RENDER_CONCURRENCY/],
    ['an abort of V8', endedByItself(null, 'SIGABRT'), /ran out of memory.*RENDER_CONCURRENCY/],
    ['an end without a word', endedByItself(7, null), /without a word \(code 7\).*worker's log/],
    ['an api that is away', refused, /could not reach the studio.*\(ECONNREFUSED\).*Check that both run/],
    [
      'an api that hangs',
      new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
      /did not answer the renderer in time/,
    ],
    [
      'a mistake of ours',
      new RangeError('the shot has 24 frames, not more.'),
      /made a mistake: the shot has 24 frames, not more\. .*log/,
    ],
    ['something that is no error', 'oops', /made a mistake: oops\./],
    [
      'a shot that took too long',
      tookTooLong('shot', 900_000),
      /Stopped after 15 minutes, the longest a shot may take.*split the shot/,
    ],
    ['a still that took too long', tookTooLong('still', 30_000), /Stopped after 30 seconds, the longest a picture/],
  ])('%s: what, why, and what to do', (_, error, words) => {
    const { message, retryable } = renderError(error);
    expect(message).toMatch(words);
    expect(message).toMatch(/[Rr]ender it again/);
    expect(message).not.toContain('/home/');
    expect(message.length).toBeLessThan(400);
    expect(retryable).toBe(true);
  });

  it('keeps words that are for people already, and whether it is worth another try', () => {
    const refusal = new AppError('conflict', 'A shot of this cut is not there any more. Generate again.');
    expect(renderError(refusal)).toBe(refusal);
  });

  it('reads a server’s own words and nothing else', () => {
    const told = { code: 'unavailable', message: 'The disk of the asset store is full.' };
    expect(wordsOf(503, JSON.stringify(told))).toEqual(told);
    expect(wordsOf(502, '<html>Bad gateway</html>')).toEqual({ code: 'unavailable' });
    expect(wordsOf(400, '{"code":"made-up","message":"x"}')).toEqual({ code: 'bad-input' });
  });
});
