import { useLingui } from '@lingui/react/macro';
import type { ScriptLayout } from '@trashfire/shared/layout/script-layout';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { usePeers } from '../../../collab/presence.ts';
import { useRecords } from '../../../collab/records.ts';
import { useFocusKept } from '../../../ui/use-focus-kept.ts';
import { placeName, type SceneView } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import type { SceneNote } from '../model/scene-notes.ts';
import { placeByDrop, placeByStep, type ScenePlace } from '../model/scene-order.ts';
import { type SceneActions, SceneRow } from './SceneRow.tsx';

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
  const move = (id: string, place: ScenePlace | null) => {
    const scene = placed.find((other) => other.id === id);
    if (scene === undefined || place === null || !onMove(id, place)) return;
    const others = ids.filter((other) => other !== id);
    const number = place.before === null ? ids.length : others.indexOf(place.before) + 1;
    setSaid(t`${{ place: placeName(scene.heading) }} is scene ${{ number }} of ${{ total: ids.length }} now`);
  };
  const does: SceneActions = {
    go: onGo,
    key(event, id) {
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
      event.preventDefault();
      move(id, placeByStep(ids, id, event.key === 'ArrowUp' ? -1 : 1));
    },
    lift(event, id) {
      event.dataTransfer.effectAllowed = 'move';
      // Text that is dropped into the script is written there: a scene is no text.
      event.dataTransfer.setData('application/x-scene', id);
      setDrag({ id, over: null, below: false });
    },
    over(event, over) {
      if (drag === null) return;
      event.preventDefault();
      const { top, height } = event.currentTarget.getBoundingClientRect();
      const below = event.clientY > top + height / 2;
      if (drag.over !== over || drag.below !== below) setDrag({ ...drag, over, below });
    },
    drop(event) {
      event.preventDefault();
      if (drag !== null && drag.over !== null) move(drag.id, placeByDrop(ids, drag.id, drag.over, drag.below));
      setDrag(null);
    },
    end: () => setDrag(null),
  };
  const actions = useSame(does);
  return (
    <>
      <ol ref={list}>
        {scenes.map(({ id, number, heading, placed, frames }) => {
          const goes = drag?.over === id && placeByDrop(ids, drag.id, id, drag.below) !== null;
          return (
            <SceneRow
              key={id}
              id={id}
              number={number}
              heading={heading}
              placed={placed}
              writable={writable}
              frames={timed ? frames : null}
              eighths={layout.eighths.get(id)}
              current={id === current}
              record={states.get(id)}
              people={peers.filter(({ place }) => place?.sceneId === id).map(({ user }) => user)}
              notes={notes.get(id)}
              drop={goes ? (drag.below ? 'below' : 'above') : undefined}
              dragged={drag?.id === id}
              actions={actions}
            />
          );
        })}
      </ol>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </>
  );
}

/** The same object for as long as the list stands, doing what it was last told: rows that get it are drawn again for nothing else. */
function useSame(actions: SceneActions): SceneActions {
  const last = useRef(actions);
  useLayoutEffect(() => {
    last.current = actions;
  });
  return useMemo(
    () => ({
      go: (id) => last.current.go(id),
      key: (event, id) => last.current.key(event, id),
      lift: (event, id) => last.current.lift(event, id),
      over: (event, id) => last.current.over(event, id),
      drop: (event) => last.current.drop(event),
      end: () => last.current.end(),
    }),
    [],
  );
}
