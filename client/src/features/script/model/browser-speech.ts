import type { BrowserSpeech, PortVoice, SpokenAs } from './speech-port.ts';

/** A browser that has voices has told of them by then. */
const VOICES_WITHIN_MS = 2_000;
/** What the Web Speech API takes. */
const PITCH = { least: 0, most: 2 };
const RATE = { least: 0.1, most: 10 };

function within(value: number, { least, most }: { least: number; most: number }): number {
  return Math.min(most, Math.max(least, value));
}

/** The voices of the browser and of the system under it (Web Speech API); null where it has no such thing. */
export function browserSpeech(): BrowserSpeech | null {
  if (typeof window === 'undefined' || !('speechSynthesis' in window)) return null;
  const { speechSynthesis } = window;
  /** Broken off: what the browser still says of an old text is not about the new one. */
  let breakOff: () => void = () => undefined;
  return {
    voices: () => voicesOf(speechSynthesis),
    say: (text, as) =>
      new Promise((resolve, reject) => {
        breakOff();
        const utterance = utteranceOf(speechSynthesis, text, as);
        breakOff = () => {
          resolve(false);
          speechSynthesis.cancel();
        };
        utterance.onend = () => resolve(true);
        utterance.onerror = ({ error }) => {
          if (error === 'interrupted' || error === 'canceled') resolve(false);
          else reject(new Error(error));
        };
        speechSynthesis.speak(utterance);
      }),
    pause: () => speechSynthesis.pause(),
    resume: () => speechSynthesis.resume(),
    stop: () => {
      breakOff();
      // One that is paused stays paused for whatever is said next.
      speechSynthesis.resume();
    },
  };
}

function utteranceOf(synthesis: SpeechSynthesis, text: string, as: SpokenAs): SpeechSynthesisUtterance {
  const utterance = new SpeechSynthesisUtterance(text);
  const voice = synthesis.getVoices().find(({ voiceURI }) => voiceURI === as.voice);
  if (voice !== undefined) {
    utterance.voice = voice;
    utterance.lang = voice.lang;
  }
  utterance.pitch = within(as.pitch, PITCH);
  utterance.rate = within(as.rate, RATE);
  return utterance;
}

async function voicesOf(synthesis: SpeechSynthesis): Promise<PortVoice[]> {
  if (synthesis.getVoices().length === 0) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, VOICES_WITHIN_MS);
      synthesis.addEventListener(
        'voiceschanged',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }
  return synthesis.getVoices().map((voice) => ({
    id: voice.voiceURI,
    name: voice.name,
    language: voice.lang,
    isDefault: voice.default,
  }));
}
