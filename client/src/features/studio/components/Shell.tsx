import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { Outlet } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { cx } from '../../../ui/cx.ts';
import { watchKeyboard } from '../../../ui/keyboard.ts';
import { isComposing, isMod, isTyping } from '../../../ui/keys.ts';
import { PHONE, useMedia } from '../../../ui/use-media.ts';
import { useLiveChat } from '../../chat/model/use-chat.ts';
import { CommentKeys } from '../../comments/components/CommentKeys.tsx';
import { useLiveThreads } from '../../comments/model/use-threads.ts';
import { ShotPreview } from '../../player/components/ShotPreview.tsx';
import { FollowFrame } from '../../presence/components/FollowFrame.tsx';
import { LaserLayer } from '../../presence/components/LaserLayer.tsx';
import { usePublishPlace } from '../../presence/model/use-publish-place.ts';
import { BlastChip } from '../../render/components/BlastChip.tsx';
import { useAnnounceRenders } from '../../render/model/use-announce-renders.ts';
import { StudioTour } from '../../tour/components/StudioTour.tsx';
import { newestOf } from '../model/newest-undo.ts';
import { ROOM_LABEL, useRoom } from '../model/room.ts';
import { useStudio } from '../model/studio-context.ts';
import { Banner } from './Banner.tsx';
import { DeepLinks } from './DeepLinks.tsx';
import { Dock } from './Dock.tsx';
import { KeptAside } from './KeptAside.tsx';
import { LeftRail } from './LeftRail.tsx';
import { PhoneTabs } from './PhoneTabs.tsx';
import { RightRail } from './RightRail.tsx';
import styles from './Shell.module.css';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';

/** The frame around every room: bars, rails, docked panels; the canvas is all the rest. */
export function Shell() {
  const { t } = useLingui();
  const bare = useUi((ui) => ui.bare);
  const phone = useMedia(PHONE);
  const { episode } = useStudio();
  const room = useRoom();
  const place = room === null ? t`Chat` : t(ROOM_LABEL[room]);
  useShellKeys();
  usePublishPlace();
  useEffect(() => (phone ? watchKeyboard() : undefined), [phone]);
  useAnnounceRenders();
  useLiveThreads();
  useLiveChat(episode.id);
  return (
    <div className={cx(styles.shell, bare && styles.bare)}>
      <TopBar />
      <LeftRail />
      <div className={styles.centre}>
        <main className={styles.canvas} data-testid="canvas" id="canvas">
          <h1 className="visually-hidden">
            {t({
              message: `${{ title: episode.title }}, ${place}`,
              comment: 'Heading of a page: the episode and the room of it.',
            })}
          </h1>
          <Banner />
          <KeptAside />
          {phone ? <BlastChip /> : null}
          <StudioTour />
          <Outlet />
        </main>
        <Dock />
      </div>
      <RightRail />
      <StatusBar />
      <PhoneTabs />
      <DeepLinks />
      <FollowFrame />
      <ShotPreview />
      <CommentKeys />
      <LaserLayer />
    </div>
  );
}

/** Keys that mean the same in every room. Undo inside the script is the editor's own. */
function useShellKeys(): void {
  const { undo: boardUndo, bibleUndo, writable } = useStudio();
  const room = useRoom();
  const toggleBare = useUi((ui) => ui.toggleBare);
  const togglePanel = useUi((ui) => ui.togglePanel);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isComposing(event)) return;
      if (isMod(event) && event.key === '\\') {
        event.preventDefault();
        toggleBare();
        return;
      }
      if (isTyping(event)) return;
      const key = event.key.toLowerCase();
      if (isMod(event) && (key === 'z' || key === 'y')) {
        event.preventDefault();
        // Who may only look from now on would change this window alone, for good.
        if (!writable) return;
        // The gallery edits the bible and, where a take is picked, the board.
        const undos = room === 'gallery' ? [bibleUndo, boardUndo] : [boardUndo];
        if (key === 'y' || event.shiftKey) newestOf(undos, 'redoStack')?.redo();
        else newestOf(undos, 'undoStack')?.undo();
      } else if (key === 'i' && room !== 'timeline' && !isMod(event) && !event.altKey) togglePanel('inspector');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [room, boardUndo, bibleUndo, writable, toggleBare, togglePanel]);
}
