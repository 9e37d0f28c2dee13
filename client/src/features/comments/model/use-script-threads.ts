import type { Editor } from '@tiptap/react';
import { anchorText } from '@trashfire/shared/document/anchors/positions';
import { useEffect } from 'react';
import { markedThreads, selectedRange, showThreads } from '../../../editor/comment-marks.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { scriptTexts } from './anchor-tracker.ts';
import { useComments } from './comments-store.ts';
import type { ThreadPlace } from './threads.ts';
import { useThreads } from './use-threads.ts';

/** Lights up the open threads in the script, and the one somebody is at; brings that into sight when it is asked for. */
export function useScriptThreads(editor: Editor | null, places: ReadonlyMap<string, ThreadPlace>): void {
  const { episodeDoc } = useStudio();
  const threads = useThreads();
  const active = useComments((state) => state.active);
  // Of resolved ones the one that is looked at among them.
  const old = useComments((state) => (state.filter === 'resolved' ? state.active : null));
  const asked = useComments((state) => state.asked);
  const set = useComments((state) => state.set);
  useEffect(() => {
    if (editor === null) return;
    const lit = threads.filter(({ id, resolved }) => resolved === null || id === old);
    const ranges = lit.flatMap(({ id }) => {
      const range = places.get(id)?.range;
      return range == null ? [] : [[id, range] as const];
    });
    if (ranges.length > 0 || markedThreads(editor.state).length > 0) showThreads(editor.view, new Map(ranges), active);
  }, [editor, threads, places, active, old]);

  useEffect(() => {
    if (editor === null) return;
    const source = () => {
      const range = selectedRange(editor.state);
      return range === null ? null : anchorText(episodeDoc.doc, range, scriptTexts(episodeDoc.doc));
    };
    set({ source });
    return () => set({ source: null });
  }, [editor, episodeDoc, set]);

  useEffect(() => {
    if (editor === null || asked === 0) return;
    // The scene it is in is scrolled to as well; this comes after it.
    const frame = requestAnimationFrame(() =>
      editor.view.dom.querySelector('.commented-active')?.scrollIntoView({ block: 'center' }),
    );
    return () => cancelAnimationFrame(frame);
  }, [editor, asked]);
}
