import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { eighthsText } from '@trashfire/shared/layout/eighths';
import type { ScriptLayout } from '@trashfire/shared/layout/script-layout';
import { useScript } from '../../../collab/script-store.ts';
import { clock } from '../../../ui/timecode.ts';
import { linesOfScene } from '../../storyboard/model/scene-lines.ts';
import type { SceneView } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { notesByScene } from '../model/scene-notes.ts';
import type { ScenePlace } from '../model/scene-order.ts';
import { SceneList } from './SceneList.tsx';
import { Notes } from './SceneRow.tsx';
import styles from './Script.module.css';

interface ScenesColumnProps {
  scenes: readonly SceneView[];
  current: string | null;
  layout: ScriptLayout;
  /** Brings a block into view: the heading of a scene, or a note. */
  onGo: (blockId: string) => void;
  /** @returns whether the scene was moved. */
  onMove: (id: string, place: ScenePlace) => boolean;
}

/** Every scene with its number, place and length in eighths of a page, its notes, and who is in it. */
export function ScenesColumn({ scenes, current, layout, onGo, onMove }: ScenesColumnProps) {
  const { t } = useLingui();
  const { episodeDoc } = useStudio();
  const blocks = useScript(episodeDoc.doc);
  const notes = notesByScene(blocks);
  const total = eighthsText([...layout.eighths.values()].reduce((sum, eighths) => sum + eighths, 0));
  const frames = scenes.reduce((sum, scene) => sum + scene.frames, 0);
  return (
    <nav className={styles.scenes} aria-label={t`Scenes`}>
      <div className={styles.scenesHead}>
        <h2>
          <Trans>Scenes</Trans>
        </h2>
        <span className="mono">
          {t({ message: `${total} pp`, comment: 'Pages of a script, in few letters.' })}
          {frames > 0 ? ` · ${clock(frames / 24)}` : null}
        </span>
      </div>
      <Notes notes={notes.get('')} onGo={onGo} />
      <SceneList scenes={scenes} current={current} layout={layout} notes={notes} onGo={onGo} onMove={onMove} />
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
