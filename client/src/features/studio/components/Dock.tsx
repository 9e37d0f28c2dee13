import { lazy, Suspense } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { usePanels } from '../../../app/use-panels.ts';
import { useRoom } from '../model/room.ts';
import styles from './Shell.module.css';

// What is closed when a room opens is not waited for.
const ChatPanel = lazy(async () => ({ default: (await import('../../chat/components/ChatPanel.tsx')).ChatPanel }));
const Inspector = lazy(async () => ({ default: (await import('../../storyboard/components/Inspector.tsx')).Inspector }));
const CommentsPanel = lazy(async () => ({
  default: (await import('../../comments/components/CommentsPanel.tsx')).CommentsPanel,
}));

/** Open panels, beside the canvas; each closes back into the right rail. */
export function Dock() {
  const { bare, togglePanel } = useUi();
  const panels = usePanels();
  // The phone's chat page is the conversation already.
  const room = useRoom();
  const chat = panels.chat && room !== null;
  if (bare || (!chat && !panels.inspector && !panels.comments)) return null;
  return (
    <div className={styles.dock}>
      {panels.inspector ? (
        <Suspense>
          <Inspector onClose={() => togglePanel('inspector', false)} />
        </Suspense>
      ) : null}
      {panels.comments ? (
        <Suspense>
          <CommentsPanel onClose={() => togglePanel('comments', false)} />
        </Suspense>
      ) : null}
      {chat ? (
        <Suspense>
          <ChatPanel onClose={() => togglePanel('chat', false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
