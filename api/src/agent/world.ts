import { outlineBlocks } from '@trashfire/shared/document/moves/rewrite-range';
import { sceneNumbers } from '@trashfire/shared/document/numbering';
import { type OutlineItem, outlineOf } from '@trashfire/shared/document/outline';
import { type EpisodeRecords, episodeRecords, type SeriesRecords, seriesRecords } from '@trashfire/shared/document/records';
import { blockElement, scriptFromFragment } from '@trashfire/shared/document/script-reader';
import { isShotClip, type TimelineClip, timelineOf } from '@trashfire/shared/document/timeline';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import type { Script } from '@trashfire/shared/fountain/script';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { type PresencePlace, readPresence } from '@trashfire/shared/realtime/presence';
import * as Y from 'yjs';
import { type Breakdown, breakDown } from './drafter/breakdown.ts';
import type { NamedScene } from './target.ts';

/** An episode of the series by number, as canon facts name it. */
export interface EpisodeName {
  readonly id: string;
  readonly number: number;
  readonly title: string;
}

export type ShotClip = TimelineClip & { readonly shotId: string };

/** What an agent sees and where it edits: one episode and the bible of its series, live, and nothing else (faults 38). */
export interface World {
  readonly runId: string;
  readonly episode: EpisodeName;
  readonly episodes: readonly EpisodeName[];
  readonly seriesId: string;
  script(): Script;
  bible(): SeriesRecords;
  board(): EpisodeRecords;
  /** The shots in the cut, in order; a clip that was lifted out of it is none (SPEC T4, T13). */
  cut(): readonly ShotClip[];
  /** The script broken down by the drafter as things stand. */
  breakdown(): Breakdown;
  /** Scenes as people call them, in script order. */
  scenes(): NamedScene[];
  /** Acts, sequences, beats and scenes as the script has them. */
  outline(): readonly OutlineItem[];
  /** Scenes others are in right now. */
  busy(): string[];
  /** Shows the room where the agent is: follow, the rail's dots and its caret read it. */
  show(place: Pick<PresencePlace, 'room' | 'sceneId' | 'shotId'>): void;
  /**
   * One edit of one document in one transaction, at most once for this step however often its job is retried; resolves when
   * it is committed. @returns false when it had been made before and `change` was not called.
   */
  edit(document: 'episode' | 'series', step: number, change: (doc: Y.Doc) => void): Promise<boolean>;
}

export interface WorldDeps {
  readonly runId: string;
  readonly episode: EpisodeName;
  readonly episodes: readonly EpisodeName[];
  readonly seriesId: string;
  readonly sessions: { readonly episode: DocumentSession; readonly series: DocumentSession };
  readonly signal: AbortSignal;
}

/** How long an edit made just before Stop may take to be confirmed, in ms; afterwards the run ends without knowing. */
const LAST_EDIT_MS = 2_000;

/** A world over two open sessions. Script, bible and breakdown are read once, and again after a change. */
export function createWorld({ runId, episode, episodes, seriesId, sessions, signal }: WorldDeps): World {
  const docs = { episode: sessions.episode.doc, series: sessions.series.doc };
  const fragment = scriptFragment(docs.episode);
  const script = cached(() => scriptFromFragment(fragment));
  const bible = cached(() => seriesRecords(docs.series));
  const breakdown = cached(() => breakDown(script(), bible(), seriesId));
  // Boarding writes to the episode as well; only the script's own text makes a new reading of it necessary.
  fragment.observeDeep(() => {
    script.forget();
    breakdown.forget();
  });
  docs.series.on('update', () => {
    bible.forget();
    breakdown.forget();
  });

  return {
    runId,
    episode,
    episodes,
    seriesId,
    script,
    bible,
    breakdown,
    board: () => episodeRecords(docs.episode),
    cut: () => timelineOf(episodeRecords(docs.episode)).clips.filter(isShotClip),
    scenes() {
      const { scenes } = script();
      const numbers = sceneNumbers(scenes.map(({ headingId, number }) => ({ id: headingId, number })));
      return scenes
        .filter((scene) => scene.headingId !== '')
        .map(({ headingId: id, parsed, heading }) => ({ id, number: numbers.get(id) ?? '', place: parsed.place || heading }));
    },
    outline: () => outlineOf(outlineBlocks(docs.episode)),
    busy() {
      const { awareness } = sessions.episode;
      const others = [...awareness.getStates()].filter(([client]) => client !== awareness.clientID);
      return [...new Set(others.flatMap(([, state]) => readPresence(state)?.place?.sceneId ?? []))];
    },
    show({ room, sceneId, shotId }) {
      const { awareness } = sessions.episode;
      if (awareness.getLocalState() === null) return;
      awareness.setLocalStateField('place', { room, sceneId, shotId, frame: null } satisfies PresencePlace);
      const caret = sceneId === null ? null : caretIn(fragment, sceneId);
      awareness.setLocalStateField('cursor', caret);
    },
    async edit(document, step, change) {
      const session = sessions[document];
      let made = false;
      session.label({ runId, step });
      const written = session.writeOnce(`${runId}:${step}`, () => {
        // Between the question whether this step was written and here a person may have pressed Stop.
        signal.throwIfAborted();
        change(session.doc);
        made = true;
      });
      return await untilAborted(written, signal, () => (made ? LAST_EDIT_MS : 0));
    },
  };
}

/** A value worked out once and again only after it was forgotten. */
function cached<T>(read: () => T): (() => T) & { forget(): void } {
  let held: { value: T } | null = null;
  const get = () => {
    held ??= { value: read() };
    return held.value;
  };
  return Object.assign(get, {
    forget() {
      held = null;
    },
  });
}

/** A caret over a block's text, as the editor's binding keeps it: relative positions in awareness (y-tiptap `cursor`). */
function caretIn(fragment: Y.XmlFragment, blockId: string): { anchor: unknown; head: unknown } | null {
  const text = blockElement(fragment, blockId)
    ?.toArray()
    .find((child) => child instanceof Y.XmlText);
  if (!(text instanceof Y.XmlText)) return null;
  const at = (index: number): unknown => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
  return { anchor: at(0), head: at(text.length) };
}

/** Waits for `work`, and no longer than `graceMs` once the signal fires. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal, graceMs: () => number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = () => undefined as undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => {
      timer = setTimeout(() => reject(signal.reason), graceMs());
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  // When the signal wins, the late answer of the document has nobody left to tell.
  work.catch(() => undefined);
  return await Promise.race([work, aborted]).finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  });
}
