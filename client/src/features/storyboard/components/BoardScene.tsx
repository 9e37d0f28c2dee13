import { Plural, useLingui } from '@lingui/react/macro';
import { FileText, Link2, MoreHorizontal, Plus } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { secondsText } from '../../../ui/timecode.ts';
import { copyLink } from '../../studio/model/copy-link.ts';
import { linkPath } from '../../studio/model/deep-link.ts';
import type { SceneView, ShotView } from '../../studio/model/episode-model.ts';
import type { ShotState } from '../../studio/model/shot-state.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useBoardUi } from '../model/board-ui.ts';
import type { BoardActions } from '../model/use-board-actions.ts';
import { useSceneDrop } from '../model/use-card-drop.ts';
import { ShotCard } from './ShotCard.tsx';
import styles from './Storyboard.module.css';

interface BoardSceneProps {
  scene: SceneView;
  stateOf: (view: ShotView) => ShotState;
  actions: BoardActions;
}

export function BoardScene({ scene, stateOf, actions }: BoardSceneProps) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const { number } = scene;
  const shots = scene.shots.length;
  const drop = useSceneDrop(scene.id, actions, writable && scene.placed);
  const end = useBoardUi(({ carried }) => carried?.place?.sceneId === scene.id && carried.place.before === null);
  const width = useUi((ui) => ui.frameWidth);
  return (
    <section className={styles.scene} aria-label={t`Scene ${number}`} id={`scene-${scene.id}`}>
      <header className={styles.sceneHead}>
        <span className={styles.sceneNumber}>{number}</span>
        <h2 className={styles.slug}>{scene.placed ? scene.heading : t`Unplaced: its heading is gone from the script`}</h2>
        <p className={styles.synopsis}>{scene.synopsis}</p>
        {writable && scene.placed ? (
          <IconButton icon={Plus} label={t`Add a shot to scene ${number}`} onClick={() => actions.add(scene.id, null)} />
        ) : null}
        {scene.placed ? <SceneMenu scene={scene} /> : null}
        <span className={styles.sceneLength}>
          <Plural value={shots} one="# shot" other="# shots" /> · {secondsText(scene.frames)}
        </span>
      </header>
      <div
        className={styles.grid}
        data-grid=""
        data-scene-grid={scene.id}
        data-drop-end={end ? '' : undefined}
        {...drop}
        style={{ '--frame': `${width}px` } as React.CSSProperties}
      >
        {scene.shots.map((view) => (
          <ShotCard key={view.id} view={view} state={stateOf(view)} actions={actions} />
        ))}
      </div>
    </section>
  );
}

/** Where else the scene is, and its address. */
function SceneMenu({ scene: { id, number } }: { scene: SceneView }) {
  const { t } = useLingui();
  const { episode } = useStudio();
  const navigate = useNavigate();
  const link = { kind: 'scene', id } as const;
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={MoreHorizontal} label={t`Actions for scene ${number}`} />}
      items={[
        { label: t`Open in the script`, icon: FileText, onSelect: () => void navigate(linkPath(episode.id, link)) },
        { label: t`Copy link to this scene`, icon: Link2, onSelect: () => void copyLink(episode.id, link) },
      ]}
    />
  );
}
