import { useLingui } from '@lingui/react/macro';
import { eighthsText } from '@trashfire/shared/layout/eighths';
import type { ScriptLayout } from '@trashfire/shared/layout/script-layout';
import { StickyNote } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { type Peer, usePeers } from '../../../collab/presence.ts';
import { useRecords } from '../../../collab/records.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Diamond } from '../../../ui/Diamond.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { clock } from '../../../ui/timecode.ts';
import { useFocusKept } from '../../../ui/use-focus-kept.ts';
import { placeName, type SceneView } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import type { SceneNote } from '../model/scene-notes.ts';
import { placeByDrop, placeByStep, type ScenePlace } from '../model/scene-order.ts';
import { SceneMarks, SceneMenu } from './SceneState.tsx';
import styles from './Script.module.css';

interface SceneListProps {
  scenes: readonly SceneView[];
  current: string | null;
  layout: ScriptLayout;
  notes: ReadonlyMap<string, readonly SceneNote[]>;
  onGo: (blockId: string) => void;
  /** @returns whether it was moved. */
  onMove: (id: string, place: ScenePlace) => boolean;
}

/** A scene in the air: which one, and over which half of which one. */
interface Drag {
  readonly id: string;
  readonly over: string | null;
  readonly below: boolean;
}

/** The scenes in order; one is moved by dragging it, or by Alt and an arrow. */
export function SceneList({ scenes, current, layout, notes, onGo, onMove }: SceneListProps) {
  const { t } = useLingui();
  const { writable, episodeDoc } = useStudio();
  const peers = usePeers(episodeDoc.awareness);
  const records = useRecords(episodeDoc.doc, 'scenes');
  const states = new Map(records.map((record) => [record.id, record]));
  const [drag, setDrag] = useState<Drag | null>(null);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  useFocusKept(list, 'data-scene-id', scenes);
  const placed = scenes.filter((scene) => scene.placed);
  const ids = placed.map(({ id }) => id);
  const timed = scenes.some(({ frames }) => frames > 0);
  const move = (scene: SceneView, place: ScenePlace | null) => {
    if (place === null || !onMove(scene.id, place)) return;
    const others = ids.filter((id) => id !== scene.id);
    const number = place.before === null ? ids.length : others.indexOf(place.before) + 1;
    setSaid(t`${{ place: placeName(scene.heading) }} is scene ${{ number }} of ${{ total: ids.length }} now`);
  };
  const onKeyDown = (event: KeyboardEvent, scene: SceneView) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(scene, placeByStep(ids, scene.id, event.key === 'ArrowUp' ? -1 : 1));
  };
  const onDragOver = (event: DragEvent<HTMLElement>, over: string) => {
    if (drag === null) return;
    event.preventDefault();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const below = event.clientY > top + height / 2;
    if (drag.over !== over || drag.below !== below) setDrag({ ...drag, over, below });
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    const scene = placed.find(({ id }) => id === drag?.id);
    if (scene !== undefined && drag?.over != null) move(scene, placeByDrop(ids, drag.id, drag.over, drag.below));
    setDrag(null);
  };
  return (
    <>
      <ol ref={list}>
        {scenes.map((scene) => {
          const goes = drag?.over === scene.id && placeByDrop(ids, drag.id, scene.id, drag.below) !== null;
          const movable = writable && scene.placed;
          return (
            <li
              key={scene.id}
              className={styles.sceneItem}
              data-drop={goes ? (drag.below ? 'below' : 'above') : undefined}
              data-dragged={drag?.id === scene.id ? '' : undefined}
              draggable={movable}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                // Text that is dropped into the script is written there: a scene is no text.
                event.dataTransfer.setData('application/x-scene', scene.id);
                setDrag({ id: scene.id, over: null, below: false });
              }}
              onDragEnd={() => setDrag(null)}
              onDragOver={(event) => (scene.placed ? onDragOver(event, scene.id) : undefined)}
              onDrop={onDrop}
            >
              <button
                type="button"
                className={styles.scene}
                data-scene-id={scene.id}
                aria-current={scene.id === current ? 'true' : undefined}
                aria-keyshortcuts={movable ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
                onClick={() => onGo(scene.id)}
                onKeyDown={movable ? (event) => onKeyDown(event, scene) : undefined}
              >
                <span className={styles.sceneNumber}>{scene.number}</span>
                <span className="ellipsis">{placeName(scene.heading)}</span>
                <span className={styles.sceneEnd}>
                  <SceneMarks scene={states.get(scene.id)} />
                  <PeopleIn peers={peers.filter(({ place }) => place?.sceneId === scene.id)} />
                  <SceneLength eighths={layout.eighths.get(scene.id)} />
                  {timed ? <span className={styles.sceneTime}>{scene.frames > 0 ? clock(scene.frames / 24) : '–'}</span> : null}
                </span>
              </button>
              {writable && scene.placed ? <SceneMenu view={scene} scene={states.get(scene.id)} /> : null}
              <Notes notes={notes.get(scene.id)} onGo={onGo} />
            </li>
          );
        })}
      </ol>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </>
  );
}

/** Who is in a scene right now. */
export function PeopleIn({ peers }: { peers: readonly Peer[] }) {
  return peers
    .slice(0, 2)
    .map(({ user }) =>
      user.kind === 'agent' ? (
        <Diamond key={user.id} size={14} />
      ) : (
        <Avatar key={user.id} name={user.name} color={user.color} size={16} />
      ),
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

interface NotesProps {
  notes: readonly SceneNote[] | undefined;
  onGo: (blockId: string) => void;
}

export function Notes({ notes = [], onGo }: NotesProps) {
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
