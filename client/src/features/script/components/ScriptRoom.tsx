import { plural, t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { EditorContent } from '@tiptap/react';
import { layoutScript, type ScriptLayout } from '@trashfire/shared/layout/script-layout';
import { useEffect, useMemo, useRef } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { useScript } from '../../../collab/script-store.ts';
import { ELEMENT_LABEL, keyHint } from '../../../editor/chains.ts';
import { showPageEnds } from '../../../editor/page-ends.ts';
import { pageMarks } from '../../../editor/page-marks.ts';
import { cx } from '../../../ui/cx.ts';
import '../../../editor/screenplay.css';
import { ScriptPins } from '../../comments/components/ScriptPins.tsx';
import { useSharedView } from '../../presence/model/use-shared-view.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useNote } from '../../studio/model/status-note.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { useCaret } from '../model/use-caret.ts';
import { useMoveScene } from '../model/use-move-scene.ts';
import { usePointedLines } from '../model/use-pointed-lines.ts';
import { useReadAloud } from '../model/use-read-aloud.ts';
import { useSceneLocks } from '../model/use-scene-locks.ts';
import { useScreenplay } from '../model/use-screenplay.ts';
import { ElementBar } from './ElementBar.tsx';
import { EmptyScript } from './EmptyScript.tsx';
import { FindBar } from './FindBar.tsx';
import { ReadAloudBar } from './ReadAloudBar.tsx';
import { ScenesColumn } from './ScenesColumn.tsx';
import { ScenesSheet } from './ScenesSheet.tsx';
import styles from './Script.module.css';
import { ScriptMenu } from './ScriptMenu.tsx';
import { ShotMargin } from './ShotMargin.tsx';
import { ShotStrip } from './ShotStrip.tsx';

/** The script with its scenes on the left and its shots beside their lines. */
export function ScriptRoom() {
  // The note is said again when another language is chosen.
  const { i18n } = useLingui();
  const { episodeDoc } = useStudio();
  const editor = useScreenplay();
  const caret = useCaret(editor);
  const move = useMoveScene(editor);
  usePointedLines(editor);
  useSceneLocks(editor);
  const peers = useUi((ui) => ui.peers);
  const model = useEpisodeModel();
  const blocks = useScript(episodeDoc.doc);
  const layout = useMemo(() => layoutScript(blocks), [blocks]);
  const paper = useRef<HTMLDivElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const aloud = useReadAloud(editor, scroll);
  const select = useSelection((state) => state.select);
  const sceneId = caret?.sceneId ?? null;
  const shotId = caret?.blockId ? (model.shotsOfLine.get(caret.blockId)?.[0] ?? null) : null;
  useEffect(() => {
    if (caret !== null) select(shotId, sceneId);
  }, [caret, shotId, sceneId, select]);
  useEffect(() => {
    if (editor !== null) showPageEnds(editor.view, pageMarks(layout));
  }, [editor, layout]);
  useFollowedScene(scroll, caret?.sceneId ?? null);
  useSharedView(scroll);

  const scene = model.scenes.find(({ id }) => id === sceneId);
  const page = caret?.blockId ? layout.pageOf.get(caret.blockId) : undefined;
  useNote(noteOf(caret && keyHint(caret), scene?.number, page, layout));
  // The caret's scene; before there is one, the scene that was gone to.
  const wanted = useSelection((state) => state.sceneId);
  const chosen = sceneId ?? (model.scenes.some(({ id, placed }) => placed && id === wanted) ? wanted : null);
  const empty = blocks.every(({ text }) => text === '');
  const column = {
    scenes: model.scenes,
    current: sceneId,
    layout,
    onGo: (id: string) => goTo(scroll.current, id),
    onMove: move,
  };
  return (
    <div className={styles.room}>
      <ScenesColumn {...column} />
      <div ref={scroll} className={cx(styles.scroll, !peers && 'hide-peers')}>
        <ShotStrip scene={scene ?? model.scenes[0] ?? null} />
        <ScriptMenu editor={editor} sceneId={chosen}>
          <ScenesSheet {...column} />
        </ScriptMenu>
        <div ref={paper} className={styles.paper}>
          <EditorContent editor={editor} className={styles.editor} />
          {empty ? <EmptyScript editor={editor} /> : null}
          <ShotMargin paper={paper} current={shotId} />
          <ScriptPins paper={paper} editor={editor} />
        </div>
      </div>
      <FindBar editor={editor} />
      <p className="visually-hidden" role="status">
        {caret && i18n._(ELEMENT_LABEL[caret.type])}
      </p>
      <ReadAloudBar {...aloud} />
      <ElementBar editor={editor} caret={caret} />
    </div>
  );
}

function noteOf(keys: string | null, scene: string | undefined, page: number | undefined, layout: ScriptLayout): string {
  const total = layout.pages.length;
  // What is written plays for something.
  const minutes = layout.length === 0 ? 0 : Math.max(1, Math.round(layout.length));
  const where =
    page === undefined
      ? t`${plural(total, { one: '# page', other: '# pages' })}, ~${minutes} min`
      : t`Page ${page} of ${total}, ~${minutes} min`;
  return [keys, scene === undefined ? null : t`Scene ${scene}`, where].filter((part) => part !== null).join(' · ');
}

/** Brings a block into view and flashes nothing: the eye is already there. */
function goTo(scroll: HTMLElement | null, id: string): void {
  scroll?.querySelector(`[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'start', behavior: 'smooth' });
}

/** Scrolls to the scene of a selection made elsewhere: another room, the chat, a person who is followed. */
function useFollowedScene(scroll: React.RefObject<HTMLElement | null>, own: string | null): void {
  const wanted = useSelection((state) => state.sceneId);
  const last = useRef(own);
  useEffect(() => {
    if (wanted !== null && wanted !== own && wanted !== last.current) goTo(scroll.current, wanted);
    last.current = wanted;
  }, [wanted, own, scroll]);
}
