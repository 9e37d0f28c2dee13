import { describe, expect, it } from 'vitest';
import type { Utterance } from './read-script.ts';
import { Reader } from './reader.ts';
import type { ScriptVoice } from './script-voice.ts';

const line = (blockId: string, ...parts: string[]): Utterance => ({
  blockId,
  speaker: null,
  parts: parts.length > 0 ? parts : [blockId],
});

/** A voice that speaks when it is told how its text ends. */
function stage(script: Utterance[]) {
  const log: string[] = [];
  const errors: unknown[] = [];
  const pending: { end: (whole: boolean) => void; fail: (error: unknown) => void }[] = [];
  const ahead: string[] = [];
  const port: ScriptVoice = {
    say: (text) =>
      new Promise((end, fail) => {
        log.push(text);
        pending.push({ end, fail });
      }),
    prepare: (text) => void ahead.push(text),
    pause: () => void log.push('(pause)'),
    resume: () => void log.push('(resume)'),
    stop: () => pending.at(-1)?.end(false),
  };
  const state = { script };
  const reader = new Reader({
    port,
    script: () => state.script,
    onChange: (reading) => void log.push(reading === null ? 'off' : `${reading.blockId} ${reading.state}`),
    onError: (error) => void errors.push(error),
  });
  const settle = async () => {
    for (let turn = 0; turn < 6; turn++) await Promise.resolve();
  };
  return {
    reader,
    ahead,
    errors,
    state,
    /** What was said and told since the last time. */
    told: async () => {
      await settle();
      return log.splice(0);
    },
    end: async () => {
      pending.at(-1)?.end(true);
      await settle();
    },
    fail: (error: unknown) => pending.at(-1)?.fail(error),
  };
}

describe('a reader', () => {
  it('reads line by line, part by part, to the end', async () => {
    const { reader, told, end, ahead } = stage([line('a', 'a1', 'a2'), line('b')]);
    reader.readFrom('a');
    expect(await told()).toEqual(['a reading', 'a1']);
    await end();
    expect(await told()).toEqual(['a2']);
    await end();
    expect(await told()).toEqual(['b reading', 'b']);
    await end();
    expect(await told()).toEqual(['off']);
    // What comes next is told while something is said, so that no line is waited for.
    expect(ahead).toEqual(['a2', 'b']);
  });

  it('pauses and goes on, steps, and stops; what was broken off says nothing more', async () => {
    const { reader, told, end } = stage([line('a'), line('b'), line('c')]);
    reader.readFrom('b');
    await told();
    reader.pause();
    reader.pause();
    reader.resume();
    expect(await told()).toEqual(['(pause)', 'b paused', '(resume)', 'b reading']);
    reader.step(1);
    expect(await told()).toEqual(['c reading', 'c']);
    reader.step(-1);
    reader.step(-1);
    expect(await told()).toEqual(['b reading', 'b', 'a reading', 'a']);
    reader.step(-1);
    expect(await told()).toEqual(['a reading', 'a']);
    reader.stop();
    await end();
    expect(await told()).toEqual(['off']);
  });

  it('is not disturbed by others: what they write behind is read, what they remove is not', async () => {
    const { reader, state, told, end } = stage([line('a'), line('b'), line('c')]);
    reader.readFrom('a');
    state.script = [line('x'), line('a'), line('new'), line('c')];
    await end();
    expect((await told()).slice(2)).toEqual(['new reading', 'new']);
    state.script = [line('x'), line('a'), line('c')];
    await end();
    expect(await told()).toEqual(['c reading', 'c']);
    state.script = [line('x'), line('a')];
    reader.step(-1);
    expect(await told()).toEqual(['a reading', 'a']);
  });

  it('ends where a voice fails and says so, and where something else took the voice', async () => {
    const failing = stage([line('a'), line('b')]);
    failing.reader.readFrom('a');
    failing.fail(new Error('synthesis-failed'));
    expect(await failing.told()).toEqual(['a reading', 'a', 'off']);
    expect(failing.errors).toHaveLength(1);
    const taken = stage([line('a'), line('b')]);
    taken.reader.readFrom('gone');
    expect(await taken.told()).toEqual([]);
    taken.reader.readFrom('b');
    taken.reader.step(1);
    expect(await taken.told()).toEqual(['b reading', 'b', 'off']);
  });
});
