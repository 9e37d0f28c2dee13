import { describe, expect, it } from 'vitest';
import { parseStartOptions } from './options.mjs';

const usual = { open: true, lan: false, port: null, help: false };

describe('options of npm start', () => {
  it('needs none', () => {
    expect(parseStartOptions([])).toEqual({ ok: true, options: usual });
  });

  it('reads each of them, a value with = or with a space', () => {
    expect(parseStartOptions(['--no-open', '--lan', '--port', '5000'])).toEqual({
      ok: true,
      options: { ...usual, open: false, lan: true, port: 5000 },
    });
    expect(parseStartOptions(['--port=5000'])).toEqual({ ok: true, options: { ...usual, port: 5000 } });
    expect(parseStartOptions(['-h'])).toEqual({ ok: true, options: { ...usual, help: true } });
  });

  it.each([
    [['--prot', '5000'], 'unknown option --prot'],
    [['--lan=yes'], 'unknown option --lan=yes'],
    [['now'], 'unexpected word "now"'],
    [['--port'], '--port wants a number from 1 to 65535, not nothing'],
    [['--port', 'x1'], '--port wants a number from 1 to 65535, not "x1"'],
    [['--port', '65536'], '--port wants a number from 1 to 65535, not "65536"'],
    [['--port=0'], '--port wants a number from 1 to 65535, not "0"'],
  ])('names what is wrong with %j', (words, problem) => {
    expect(parseStartOptions(words)).toEqual({ ok: false, problem });
  });
});
