import { lazy, Suspense } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { ChatPanel } from '../../chat/components/ChatPanel.tsx';
import styles from './Shell.module.css';

const Inspector = lazy(async () => ({ default: (await import('../../storyboard/components/Inspector.tsx')).Inspector }));

/** Open panels, beside the canvas; each closes back into the right rail. */
export function Dock() {
  const { panels, bare, togglePanel } = useUi();
  if (bare || (!panels.chat && !panels.inspector)) return null;
  return (
    <div className={styles.dock}>
      {panels.inspector ? (
        <Suspense>
          <Inspector onClose={() => togglePanel('inspector', false)} />
        </Suspense>
      ) : null}
      {panels.chat ? <ChatPanel onClose={() => togglePanel('chat', false)} /> : null}
    </div>
  );
}
