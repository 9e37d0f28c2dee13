import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { createFilmSpeech } from '../../../render-worker/src/voices/film-speech.ts';
import { voiceOfName } from '../../../shared/src/render/voice-of-name.ts';

/**
 * Gives the page voices to read with. The browser of the tests has the Web Speech API and no voice, and could not be heard: here
 * each text is kept, and ends when the story says so.
 */
export async function giveVoices(page: Page, names: readonly string[]): Promise<void> {
  await page.addInitScript((voices) => {
    const spoken: SpeechSynthesisUtterance[] = [];
    const synthesis = Object.assign(new EventTarget(), {
      paused: false,
      getVoices: () => voices.map((name, at) => ({ name, voiceURI: name, lang: 'en-GB', default: at === 0, localService: true })),
      speak: (utterance: SpeechSynthesisUtterance) => void spoken.push(utterance),
      cancel: () => undefined,
      pause() {
        this.paused = true;
      },
      resume() {
        this.paused = false;
      },
    });
    class Utterance extends EventTarget {
      readonly text: string;
      voice: { name: string } | null = null;
      constructor(text: string) {
        super();
        this.text = text;
      }
    }
    Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
    Object.defineProperty(window, 'spokenTexts', { value: spoken });
  }, names);
}

/** What is being said now: `voice @ pitch x rate: text`; null before anything is. */
export function saidLast(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const last = (window as unknown as { spokenTexts: SpeechSynthesisUtterance[] }).spokenTexts.at(-1);
    return last === undefined ? null : `${last.voice?.name} @ ${last.pitch.toFixed(2)} x ${last.rate.toFixed(2)}: ${last.text}`;
  });
}

/** The voice comes to the end of what it says, as a browser tells it. */
export function endText(page: Page): Promise<void> {
  return page.evaluate(() => {
    const last = (window as unknown as { spokenTexts: SpeechSynthesisUtterance[] }).spokenTexts.at(-1);
    last?.onend?.(new Event('end') as SpeechSynthesisEvent);
  });
}

export function isPaused(page: Page): Promise<boolean> {
  return page.evaluate(() => window.speechSynthesis.paused);
}

/** The person chose the browser's voices the last time. */
export async function keepBrowserVoices(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const key = 'trashfire.reading';
    if (localStorage.getItem(key) === null)
      localStorage.setItem(key, JSON.stringify({ state: { source: 'browser' }, version: 0 }));
  });
}

/** Writes down what the page gives to its real audio output, and lets it sound. */
export async function hearSounds(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: { samples: Int16Array<ArrayBuffer>; rate: number; ended: boolean }[] = [];
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, ...when) {
      if (this.buffer !== null) {
        const samples = Int16Array.from(this.buffer.getChannelData(0), (sample) => Math.round(sample * 32_768));
        const one = { samples, rate: this.buffer.sampleRate, ended: false };
        this.addEventListener('ended', () => {
          one.ended = true;
        });
        heard.push(one);
      }
      start.apply(this, when);
    };
    Object.defineProperty(window, 'heardSounds', { value: heard });
  });
}

interface HeardSound {
  /** SHA-256 of its samples, 16 bit. */
  readonly hash: string;
  readonly rate: number;
  readonly ended: boolean;
}

/** What was given to the audio output so far, in order. */
export function soundsHeard(page: Page): Promise<readonly HeardSound[]> {
  return page.evaluate(async () => {
    const { heardSounds } = window as unknown as {
      heardSounds: { samples: Int16Array<ArrayBuffer>; rate: number; ended: boolean }[];
    };
    const sounds = heardSounds.map(async ({ samples, rate, ended }) => {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', samples));
      return { hash: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''), rate, ended };
    });
    return await Promise.all(sounds);
  });
}

/** What the film says for a line, as {@link soundsHeard} tells of it. */
export async function soundOfFilm(text: string, speaker: string): Promise<Pick<HeardSound, 'hash' | 'rate'>> {
  const { samples, sampleRate } = await createFilmSpeech().synthesize(text, voiceOfName(speaker));
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  return { hash: createHash('sha256').update(bytes).digest('hex'), rate: sampleRate };
}
