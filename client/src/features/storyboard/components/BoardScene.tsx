import { Plus } from 'lucide-react';
import { useUi } from '../../../app/ui-store.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { secondsText } from '../../../ui/timecode.ts';
import type { SceneView, ShotView } from '../../studio/model/episode-model.ts';
import type { ShotState } from '../../studio/model/shot-state.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import type { BoardActions } from '../model/use-board-actions.ts';
import { ShotCard } from './ShotCard.tsx';
import styles from './Storyboard.module.css';

interface BoardSceneProps {
  scene: SceneView;
  stateOf: (view: ShotView) => ShotState;
  actions: BoardActions;
}

export function BoardScene({ scene, stateOf, actions }: BoardSceneProps) {
  const { writable } = useStudio();
  const width = useUi((ui) => ui.frameWidth);
  return (
    <section className={styles.scene} aria-label={`Scene ${scene.number}`} id={`scene-${scene.id}`}>
      <header className={styles.sceneHead}>
        <span className={styles.sceneNumber}>{scene.number}</span>
        <h2 className={styles.slug}>{scene.placed ? scene.heading : 'Unplaced: its heading is gone from the script'}</h2>
        <p className={styles.synopsis}>{scene.synopsis}</p>
        {writable && scene.placed ? (
          <IconButton icon={Plus} label={`Add a shot to scene ${scene.number}`} onClick={() => actions.add(scene.id, null)} />
        ) : null}
        <span className={styles.sceneLength}>
          {scene.shots.length === 1 ? '1 shot' : `${scene.shots.length} shots`} {secondsText(scene.frames)}
        </span>
      </header>
      <div className={styles.grid} data-grid="" style={{ '--frame': `${width}px` } as React.CSSProperties}>
        {scene.shots.map((view) => (
          <ShotCard key={view.id} view={view} state={stateOf(view)} actions={actions} />
        ))}
      </div>
    </section>
  );
}
