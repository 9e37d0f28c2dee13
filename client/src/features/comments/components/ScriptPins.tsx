import { useLingui } from '@lingui/react/macro';
import type { Editor } from '@tiptap/react';
import { type RefObject, useEffect, useState } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { markedThreads } from '../../../editor/comment-marks.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { type MarginPlace, placeInMargin } from '../../script/model/margin-layout.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useComments } from '../model/comments-store.ts';
import { isUnread } from '../model/threads.ts';
import { useScriptThreads } from '../model/use-script-threads.ts';
import { useThreadPlaces } from '../model/use-thread-places.ts';
import { useThreadList } from '../model/use-threads.ts';
import styles from './Comments.module.css';

/** Height a pin takes, with its gap, px. */
const SLOT = 28;

/** A pin in the margin for each open thread whose text is there, at the height of that text. */
export function ScriptPins({ paper, editor }: { paper: RefObject<HTMLElement | null>; editor: Editor | null }) {
  const { t } = useLingui();
  const { me } = useStudio();
  const { data } = useThreadList();
  const threadPlaces = useThreadPlaces();
  useScriptThreads(editor, threadPlaces);
  const active = useComments((state) => state.active);
  const togglePanel = useUi((ui) => ui.togglePanel);
  const pins = usePins(paper, editor, threadPlaces);
  const threads = new Map(data?.threads.map((thread) => [thread.id, thread]));
  return (
    <ol className={styles.pins} aria-label={t`Comments beside their lines`}>
      {pins.map(({ id, at }) => {
        const thread = threads.get(id);
        const author = thread?.comments[0]?.author;
        if (thread === undefined || author === undefined) return null;
        return (
          <li key={id} className={styles.pin} style={{ top: at }}>
            <button
              type="button"
              data-unread={isUnread(thread, data?.seen[id], me.person.id)}
              aria-label={t`Comment by ${{ person: author.name }}`}
              aria-pressed={id === active}
              onClick={() => {
                useComments.getState().set({ filter: thread.resolved === null ? 'open' : 'resolved' });
                useComments.getState().show(id);
                togglePanel('comments', true);
              }}
            >
              <Avatar name={author.name} color={author.color} size={16} />
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** Measured after the script was laid out, and again whenever it is. */
function usePins(paper: RefObject<HTMLElement | null>, editor: Editor | null, places: unknown): readonly MarginPlace[] {
  const [pins, setPins] = useState<readonly MarginPlace[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when threads or their places change
  useEffect(() => {
    const element = paper.current;
    if (element === null || editor === null) return;
    let frame = 0;
    const measure = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        if (editor.isDestroyed) return;
        const origin = element.getBoundingClientRect().top;
        const wishes = markedThreads(editor.state).map(({ id, from }) => {
          const { top, bottom } = editor.view.coordsAtPos(from, 1);
          return { id, top: top - origin, bottom: bottom - origin };
        });
        setPins((last) =>
          wishes.length === 0 && last.length === 0
            ? last
            : placeInMargin(
                wishes.sort((a, b) => a.top - b.top),
                SLOT,
              ),
        );
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    observer.observe(editor.view.dom);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, [paper, editor, places]);
  return pins;
}
