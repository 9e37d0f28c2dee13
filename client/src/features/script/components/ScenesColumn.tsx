import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { eighthsText } from '@trashfire/shared/layout/eighths';
import type { ScriptLayout } from '@trashfire/shared/layout/script-layout';
import { StickyNote } from 'lucide-react';
import { usePeers } from '../../../collab/presence.ts';
import { useScript } from '../../../collab/script-store.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Diamond } from '../../../ui/Diamond.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { clock } from '../../../ui/timecode.ts';
import { linesOfScene } from '../../storyboard/model/scene-lines.ts';
import { placeName, type SceneView } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { notesByScene, type SceneNote } from '../model/scene-notes.ts';
import styles from './Script.module.css';

interface ScenesColumnProps {
  scenes: readonly SceneView[];
  current: string | null;
  layout: ScriptLayout;
  /** Brings a block into view: the heading of a scene, or a note. */
  onGo: (blockId: string) => void;
}

/** Every scene with its number, place and length in eighths of a page, its notes, and who is in it. */
export function ScenesColumn({ scenes, current, layout, onGo }: ScenesColumnProps) {
  const { t } = useLingui();
  const { episodeDoc } = useStudio();
  const peers = usePeers(episodeDoc.awareness);
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
                <SceneLength eighths={layout.eighths.get(scene.id)} />
                {frames > 0 ? (
                  <span className={styles.sceneTime}>{scene.frames > 0 ? clock(scene.frames / 24) : '–'}</span>
                ) : null}
              </span>
            </button>
            <Notes notes={notes.get(scene.id)} onGo={onGo} />
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

/** Nothing for a scene that is no longer in the script. */
function SceneLength({ eighths }: { eighths: number | undefined }) {
  const { t } = useLingui();
  if (eighths === undefined) return null;
  return (
    <span className={styles.sceneLength} title={t`Length in eighths of a page`}>
      {eighthsText(eighths)}
    </span>
  );
}

function Notes({ notes = [], onGo }: { notes: readonly SceneNote[] | undefined; onGo: (blockId: string) => void }) {
  const { t } = useLingui();
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes} aria-label={t`Notes`}>
      {notes.map(({ blockId, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line can hold the same note twice, and none of them has a state
        <li key={`${blockId}/${at}`}>
          <button type="button" className={styles.sceneNote} onClick={() => onGo(blockId)}>
            <Icon of={StickyNote} size={12} />
            <span>{text === '' ? t`Empty note` : text}</span>
          </button>
        </li>
      ))}
    </ul>
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
