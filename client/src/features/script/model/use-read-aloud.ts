import { useLingui } from '@lingui/react/macro';
import type { Editor } from '@tiptap/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { showError } from '../../../api/query-client.ts';
import { useRecords } from '../../../collab/records.ts';
import { useScript } from '../../../collab/script-store.ts';
import { showReading } from '../../../editor/reading-mark.ts';
import { chordOf } from '../../../ui/chord.ts';
import { isComposing } from '../../../ui/keys.ts';
import { say, sayError } from '../../../ui/toast.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { browserSpeech } from './browser-speech.ts';
import { utteranceFrom, utterancesOf } from './read-script.ts';
import { spokenAs } from './read-voices.ts';
import { Reader } from './reader.ts';
import { useReading } from './reading-store.ts';
import { useReadingScroll } from './use-reading-scroll.ts';

const KEY = 'Ctrl+Alt+S';

export interface ReadAloud {
  readonly reader: Reader | null;
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
  const [port] = useState(browserSpeech);
  const reader = useMemo(() => {
    if (port === null) return null;
    return new Reader({
      port,
      script: () => newest.current.utterances,
      spokenAs: ({ speaker, parts }) => {
        const { voices, narrator, speed } = useReading.getState();
        const as = spokenAs(speaker, parts.join(' '), { characters: newest.current.characters, voices, narrator });
        return { ...as, rate: as.rate * Number(speed) };
      },
      onChange: (next) => useReading.getState().set({ reading: next }),
      onError: () => sayError(t`The browser's voice failed. Choose another one, or try again.`),
    });
  }, [port, t]);
  // Leaving the room ends it.
  useEffect(() => () => reader?.stop(), [reader]);

  useEffect(() => {
    if (editor === null || !asked) return;
    set({ asked: false });
    const begin = async () => {
      const voices = (await port?.voices()) ?? [];
      // Whoever left meanwhile does not want to be read to.
      if (editor.isDestroyed) return;
      set({ voices });
      if (reader === null || voices.length === 0) {
        sayError(t`This browser has no voice to read with. Install one in the system's speech settings, or use another browser.`);
        return;
      }
      const first = utteranceFrom(newest.current.blocks, newest.current.utterances, caretBlock(editor));
      if (first === null) say(t`From the caret on there is nothing to read.`);
      else reader.readFrom(first.blockId);
    };
    void begin().catch(showError);
  }, [asked, editor, port, reader, set, t]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isComposing(event)) return;
      if (event.key === 'Escape' && useReading.getState().reading !== null) reader?.stop();
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

function caretBlock({ state }: Editor): string | null {
  const { $from } = state.selection;
  const id: unknown = $from.depth === 0 ? null : $from.node(1).attrs.id;
  return typeof id === 'string' ? id : null;
}
