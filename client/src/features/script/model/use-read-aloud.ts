import { useLingui } from '@lingui/react/macro';
import type { Editor } from '@tiptap/react';
import type { Character } from '@trashfire/shared/document/schema';
import { useEffect, useMemo, useRef, useState } from 'react';
import { showError } from '../../../api/query-client.ts';
import { useRecords } from '../../../collab/records.ts';
import { useScript } from '../../../collab/script-store.ts';
import { showReading } from '../../../editor/reading-mark.ts';
import { chordOf } from '../../../ui/chord.ts';
import { isComposing } from '../../../ui/keys.ts';
import { say, sayError, sayUntilClosed } from '../../../ui/toast.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { browserSpeech } from './browser-speech.ts';
import { type Utterance, utteranceFrom, utterancesOf } from './read-script.ts';
import { spokenInBrowser, spokenInFilm } from './read-voices.ts';
import { Reader } from './reader.ts';
import { useReading } from './reading-store.ts';
import { scriptVoice } from './script-voice.ts';
import { FilmVoicesMissing, NoVoice, type SpokenBy } from './speech-port.ts';
import { useReadingScroll } from './use-reading-scroll.ts';

const KEY = 'Ctrl+Alt+S';

export interface ReadAloud {
  readonly reader: Reader;
  /** Whether the line that is read is kept in sight; a person who scrolls looks at something else. */
  readonly follows: boolean;
  readonly follow: () => void;
}

/** Reads the script aloud from the caret on, as long as this room is open. */
export function useReadAloud(editor: Editor | null, scroll: React.RefObject<HTMLElement | null>): ReadAloud {
  const { t } = useLingui();
  const { episodeDoc, seriesDoc } = useStudio();
  const blocks = useScript(episodeDoc.doc);
  const characters = useRecords(seriesDoc.doc, 'characters');
  const { reading, asked, set } = useReading();
  const utterances = useMemo(() => utterancesOf(blocks), [blocks]);
  const newest = useRef({ blocks, utterances, characters });
  newest.current = { blocks, utterances, characters };
  const [browser] = useState(browserSpeech);
  const told = useRef(Promise.resolve());
  const reader = useMemo(() => {
    const port = scriptVoice({
      browser,
      film: async () => {
        const own = await import('./own-film-speech.ts').catch((cause: unknown) => {
          throw new FilmVoicesMissing('the program of the voices could not be loaded', { cause });
        });
        return own.ownFilmSpeech;
      },
      browserTold: () => told.current,
      spokenBy: (part, line) => spokenNow(part, line, newest.current.characters),
      onHeard: (heard) => useReading.getState().set({ heard }),
      onFilmMissing: () => {
        useReading.getState().set({ missing: true });
        sayError(t`The film's voices could not be loaded: this browser's read instead. Check the connection, then read again.`);
      },
      onPassedOver: () => sayUntilClosed(t`Japanese lines are passed over: this browser has no voice for them.`),
    });
    return new Reader({
      port,
      script: () => newest.current.utterances,
      onChange: (next) => {
        useReading.getState().set({ reading: next });
        // What nobody waits for is not loaded to its end.
        if (next === null && useReading.getState().loading !== null) {
          void import('./own-film-speech.ts').then(({ filmVoices }) => filmVoices.cancelLoading());
        }
      },
      onError: (error) => {
        if (error instanceof NoVoice) {
          sayError(
            t`This browser has no voice to read with. Install one in the system's speech settings, or use another browser.`,
          );
        } else sayError(t`The voice failed. Choose another one, or try again.`);
      },
    });
  }, [browser, t]);
  // Leaving the room ends it.
  useEffect(() => () => reader.stop(), [reader]);

  useEffect(() => {
    if (editor === null || !asked) return;
    set({ asked: false });
    const begin = async () => {
      told.current = (browser?.voices() ?? Promise.resolve([])).then((voices) => set({ voices }));
      // The film's voices do not wait for the browser's, which come late where there are none.
      if (useReading.getState().source === 'browser') await told.current;
      else void told.current.catch(showError);
      // Whoever left meanwhile does not want to be read to.
      if (editor.isDestroyed) return;
      set({ missing: false });
      const first = utteranceFrom(newest.current.blocks, newest.current.utterances, caretBlock(editor));
      if (first === null) say(t`From the caret on there is nothing to read.`);
      else reader.readFrom(first.blockId);
    };
    void begin().catch(showError);
  }, [asked, editor, browser, reader, set, t]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isComposing(event)) return;
      if (event.key === 'Escape' && useReading.getState().reading !== null) reader.stop();
      else if (chordOf(event) === KEY && !event.getModifierState('AltGraph')) set({ asked: true });
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the script sees it: Escape would leave it.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [reader, set]);

  const blockId = reading?.blockId ?? null;
  useEffect(() => {
    if (editor !== null && !editor.isDestroyed) showReading(editor.view, blockId);
  }, [editor, blockId]);
  return { reader, ...useReadingScroll(scroll, blockId) };
}

/** Who says a part of a line as things are chosen now. */
function spokenNow(part: string, { speaker, parts }: Utterance, characters: readonly Character[]): SpokenBy {
  const { voices, narrator, speed, source, missing } = useReading.getState();
  const cast = { characters, voices, narrator };
  const line = parts.join(' ');
  const said = source === 'film' && !missing ? spokenInFilm(speaker, part, line, cast) : spokenInBrowser(speaker, line, cast);
  const faster = Number(speed);
  if (said.by === 'film') return { by: 'film', voice: { ...said.voice, rate: said.voice.rate * faster } };
  return said.by === 'browser' ? { by: 'browser', as: { ...said.as, rate: said.as.rate * faster } } : said;
}

function caretBlock({ state }: Editor): string | null {
  const { $from } = state.selection;
  const id: unknown = $from.depth === 0 ? null : $from.node(1).attrs.id;
  return typeof id === 'string' ? id : null;
}
