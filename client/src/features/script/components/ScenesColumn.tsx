import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { usePeers } from '../../../collab/presence.ts';
import { useScript } from '../../../collab/script-store.ts';
import type { Pages } from '../../../editor/page-count.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Diamond } from '../../../ui/Diamond.tsx';
import { clock } from '../../../ui/timecode.ts';
import { linesOfScene } from '../../storyboard/model/scene-lines.ts';
import { placeName, type SceneView } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import styles from './Script.module.css';

interface ScenesColumnProps {
  scenes: readonly SceneView[];
  current: string | null;
  pages: Pages;
  onGo: (sceneId: string) => void;
}

/** Every scene with its number, place and length, and who is in it. */
export function ScenesColumn({ scenes, current, pages, onGo }: ScenesColumnProps) {
  const { t } = useLingui();
  const { episodeDoc } = useStudio();
  const peers = usePeers(episodeDoc.awareness);
  const { total } = pages;
  const frames = scenes.reduce((sum, scene) => sum + scene.frames, 0);
  return (
    <nav className={styles.scenes} aria-label={t`Scenes`}>
      <div className={styles.scenesHead}>
        <h2>
          <Trans>Scenes</Trans>
        </h2>
        <span className="mono">
          {frames > 0 ? clock(frames / 24) : t({ message: `${total} pp`, comment: 'Pages of a script, in few letters.' })}
        </span>
      </div>
      <ol>
        {scenes.map((scene) => (
          <li key={scene.id}>
            <button
              type="button"
              className={styles.scene}
              aria-current={scene.id === current ? 'true' : undefined}
              onClick={() => onGo(scene.id)}
            >
              <span className={styles.sceneNumber}>{scene.number}</span>
              <span className="ellipsis">{placeName(scene.heading)}</span>
              <span className={styles.sceneEnd}>
                {peers
                  .filter(({ place }) => place?.sceneId === scene.id)
                  .slice(0, 2)
                  .map(({ user }) =>
                    user.kind === 'agent' ? (
                      <Diamond key={user.id} size={14} />
                    ) : (
                      <Avatar key={user.id} name={user.name} color={user.color} size={16} />
                    ),
                  )}
                <span className={styles.sceneLength}>{scene.frames > 0 ? clock(scene.frames / 24) : '–'}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {current === null ? null : <SpeakersOf sceneId={current} />}
      {scenes.length === 0 ? (
        <p className={styles.noScenes}>
          <Trans>A line that begins with INT. or EXT. begins a scene.</Trans>
        </p>
      ) : null}
    </nav>
  );
}

/** Who speaks in the scene the caret is in, and how much. */
function SpeakersOf({ sceneId }: { sceneId: string }) {
  const { t } = useLingui();
  const { episodeDoc } = useStudio();
  const blocks = useScript(episodeDoc.doc);
  const speakers = Map.groupBy(linesOfScene(blocks, sceneId), ({ speaker }) => speaker);
  if (speakers.size === 0) return null;
  return (
    <section className={styles.cast} aria-label={t`In this scene`}>
      <h2>
        <Trans>In this scene</Trans>
      </h2>
      {[...speakers].map(([speaker, lines]) => (
        <p key={speaker} className={styles.castLine}>
          <b>{speaker === '' ? t({ message: 'No cue', comment: 'Lines that nobody is named for.' }) : capital(speaker)}</b>
          <span>
            <Plural value={{ count: lines.length }} one="# line" other="# lines" />
          </span>
        </p>
      ))}
    </section>
  );
}

function capital(name: string): string {
  return name.toLowerCase().replace(/(^|[\s'-])\p{L}/gu, (letters) => letters.toUpperCase());
}
