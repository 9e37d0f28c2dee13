import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { filmSpeech } from './film-speech.ts';
import type { Sound } from './film-voices.ts';

const VOICE = { base: 'slt', pitch: 0, rate: 1 } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An audio output and voices that do what they are told, when they are told. */
function stage() {
  const log: string[] = [];
  const asked: { text: string; give: (sound: Sound) => void; fail: (error: Error) => void; signal: AbortSignal }[] = [];
  const sources: { onended: (() => void) | null }[] = [];
  const context = {
    destination: {},
    createBuffer: (_: number, length: number, rate: number) => {
      log.push(`buffer ${length} at ${rate}`);
      return { copyToChannel: (samples: Float32Array) => void log.push(`[${samples.join(' ')}]`) };
    },
    createBufferSource: () => {
      const source = {
        onended: null,
        connect: () => undefined,
        disconnect: () => undefined,
        start: () => void log.push('start'),
        stop: () => void log.push('stop'),
      };
      sources.push(source);
      return source;
    },
    suspend: async () => void log.push('suspend'),
    resume: async () => void log.push('resume'),
  };
  const speech = filmSpeech({
    voices: {
      synthesize: (text, _voice, signal) =>
        new Promise((give, fail) => {
          signal.addEventListener('abort', () => fail(signal.reason));
          asked.push({ text, give, fail, signal });
        }),
    },
    output: () => context as unknown as AudioContext,
  });
  const settle = async () => {
    for (let turn = 0; turn < 6; turn++) await Promise.resolve();
  };
  return {
    speech,
    asked,
    told: async () => {
      await settle();
      return log.splice(0);
    },
    /** The voice has it ready: a second of sound, or as long as it says. */
    give: async (text: string, length = 24_000) => {
      asked.findLast((one) => one.text === text)?.give({ samples: new Int16Array(length).fill(16_384), sampleRate: 24_000 });
      await settle();
    },
    end: () => sources.at(-1)?.onended?.(),
  };
}

it('plays what the voices give it, and ends with it', async () => {
  const { speech, told, give, end } = stage();
  const saying = speech.say('One.', VOICE);
  expect(await told()).toEqual([]);
  await give('One.', 2);
  expect(await told()).toEqual(['buffer 2 at 24000', '[0.5 0.5]', 'start', 'resume']);
  end();
  expect(await saying).toBe(true);
});

it('is through at once with what makes no sound', async () => {
  const { speech, told, give } = stage();
  const saying = speech.say('…', VOICE);
  await give('…', 0);
  expect(await saying).toBe(true);
  expect(await told()).toEqual([]);
});

it('says one text at a time: a new one, or stop, breaks off what sounds and what is on its way', async () => {
  const { speech, asked, told, give } = stage();
  const first = speech.say('One.', VOICE);
  await give('One.');
  await told();
  const second = speech.say('Two.', VOICE);
  expect(await first).toBe(false);
  expect(await told()).toEqual(['stop']);
  speech.stop();
  expect(await second).toBe(false);
  expect(asked.at(-1)?.signal.aborted).toBe(true);
  await give('Two.');
  expect(await told()).toEqual(['suspend']);
});

it('has one text ready ahead, in the voice it is said in, and drops it for another', async () => {
  const { speech, asked } = stage();
  void speech.say('One.', VOICE);
  speech.prepare('Two.', VOICE);
  speech.prepare('Two.', VOICE);
  expect(asked.map(({ text }) => text)).toEqual(['One.', 'Two.']);
  speech.prepare('Three.', VOICE);
  expect(asked[1]?.signal.aborted).toBe(true);
  void speech.say('Three.', VOICE);
  expect(asked).toHaveLength(3);
  speech.prepare('Four.', VOICE);
  void speech.say('Four.', { ...VOICE, rate: 2 });
  expect(asked[3]?.signal.aborted).toBe(true);
  expect(asked).toHaveLength(5);
});

it('pauses and goes on, also what was not there yet', async () => {
  const { speech, told, give } = stage();
  void speech.say('One.', VOICE);
  speech.pause();
  await give('One.');
  expect((await told()).slice(2)).toEqual(['start', 'suspend']);
  speech.resume();
  expect(await told()).toEqual(['resume']);
  speech.pause();
  speech.stop();
  void speech.say('Two.', VOICE);
  await give('Two.');
  expect((await told()).at(-1)).toBe('resume');
});

it('fails where the voices do, and where nothing comes out of the output; not while it is paused', async () => {
  const { speech, asked, give } = stage();
  const failing = speech.say('One.', VOICE);
  asked[0]?.fail(new Error('code 3'));
  await expect(failing).rejects.toThrow('code 3');
  const silent = speech.say('Two.', VOICE);
  silent.catch(() => undefined);
  await give('Two.');
  speech.pause();
  vi.advanceTimersByTime(60_000);
  speech.resume();
  vi.advanceTimersByTime(10_900);
  expect(await Promise.race([silent.catch(() => 'failed'), Promise.resolve('waiting')])).toBe('waiting');
  vi.advanceTimersByTime(200);
  await expect(silent).rejects.toThrow('does not play');
});
