import { useLingui } from '@lingui/react/macro';
import type { Scene } from '@trashfire/shared/document/schema';
import { eighthsText } from '@trashfire/shared/layout/eighths';
import type { PresenceUser } from '@trashfire/shared/realtime/presence';
import { StickyNote } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, memo } from 'react';
import { Icon } from '../../../ui/Icon.tsx';
import { clock } from '../../../ui/timecode.ts';
import { PeopleIn } from '../../presence/components/PeopleIn.tsx';
import { placeName } from '../../studio/model/episode-model.ts';
import type { SceneNote } from '../model/scene-notes.ts';
import { SceneMarks, SceneMenu } from './SceneState.tsx';
import styles from './Script.module.css';

/** What can be done with a row of the list. */
export interface SceneActions {
  readonly go: (blockId: string) => void;
  readonly key: (event: KeyboardEvent, id: string) => void;
  readonly lift: (event: DragEvent<HTMLElement>, id: string) => void;
  readonly over: (event: DragEvent<HTMLElement>, id: string) => void;
  readonly drop: (event: DragEvent<HTMLElement>) => void;
  readonly end: () => void;
}

interface SceneRowProps {
  readonly id: string;
  readonly number: string;
  readonly heading: string;
  readonly placed: boolean;
  readonly writable: boolean;
  /** Null where no scene of the episode has a length yet. */
  readonly frames: number | null;
  readonly eighths: number | undefined;
  readonly current: boolean;
  readonly record: Scene | undefined;
  readonly people: readonly PresenceUser[];
  readonly notes: readonly SceneNote[] | undefined;
  /** Where a scene that is in the air would come down. */
  readonly drop: 'above' | 'below' | undefined;
  readonly dragged: boolean;
  readonly actions: SceneActions;
}

/** A scene in the list. Drawn again when it says something new: a long script has a hundred of them, and each letter is told to all. */
export const SceneRow = memo(function SceneRow(props: SceneRowProps) {
  const { id, number, heading, placed, writable, frames, current, record, people, notes, actions } = props;
  const movable = writable && placed;
  return (
    <li
      className={styles.sceneItem}
      data-drop={props.drop}
      data-dragged={props.dragged ? '' : undefined}
      draggable={movable}
      onDragStart={(event) => actions.lift(event, id)}
      onDragEnd={actions.end}
      onDragOver={(event) => (placed ? actions.over(event, id) : undefined)}
      onDrop={actions.drop}
    >
      <button
        type="button"
        className={styles.scene}
        data-scene-id={id}
        aria-current={current ? 'true' : undefined}
        aria-keyshortcuts={movable ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
        onClick={() => actions.go(id)}
        onKeyDown={movable ? (event) => actions.key(event, id) : undefined}
      >
        <span className={styles.sceneNumber}>{number}</span>
        <span className="ellipsis">{placeName(heading)}</span>
        <span className={styles.sceneEnd}>
          <SceneMarks scene={record} />
          <PeopleIn people={people} />
          <SceneLength eighths={props.eighths} />
          {frames === null ? null : <span className={styles.sceneTime}>{frames > 0 ? clock(frames / 24) : '–'}</span>}
        </span>
      </button>
      {movable ? <SceneMenu id={id} number={number} heading={heading} scene={record} /> : null}
      <Notes notes={notes} onGo={actions.go} />
    </li>
  );
}, sameRow);

/** Lists are made anew for every letter; what they say hardly ever is. */
function sameRow(last: SceneRowProps, next: SceneRowProps): boolean {
  const { people: lastPeople, notes: lastNotes = [], ...lastRest } = last;
  const { people: nextPeople, notes: nextNotes = [], ...nextRest } = next;
  return (
    sameFields(lastRest, nextRest) &&
    lastPeople.length === nextPeople.length &&
    lastPeople.every((person, at) => sameFields(person, nextPeople[at] ?? {})) &&
    lastNotes.length === nextNotes.length &&
    lastNotes.every((note, at) => sameFields(note, nextNotes[at] ?? {}))
  );
}

function sameFields<T extends object>(last: T, next: object): boolean {
  const entries = Object.entries(next);
  return entries.length === Object.keys(last).length && entries.every(([key, value]) => last[key as keyof T] === value);
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
