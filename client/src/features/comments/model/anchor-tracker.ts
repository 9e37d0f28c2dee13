import type { TextAnchor, ThreadView } from '@trashfire/shared/api/comments-contract';
import { anchorText, blockIndex, findByPosition } from '@trashfire/shared/document/anchors/positions';
import { findByQuote, JoinedScript } from '@trashfire/shared/document/anchors/quote';
import type { ScriptRange } from '@trashfire/shared/document/anchors/range';
import { blockTextOf } from '@trashfire/shared/document/replace-in-block';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import * as Y from 'yjs';

type Anchored = Pick<ThreadView, 'id' | 'anchor'>;
type Positions = Pick<TextAnchor, 'start' | 'end'>;

/**
 * Where an episode's threads are in its script. Text that was written anew, by a split or a move, is found by its words once and
 * followed by position from then on, in this window alone: nothing of it is stored.
 */
export class AnchorTracker {
  readonly #doc: Y.Doc;
  readonly #found = new Map<string, Positions>();
  #threads: readonly (Anchored & { anchor: TextAnchor })[] = [];

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** Follows these threads from now on. */
  follow(threads: readonly Anchored[]): void {
    this.#threads = threads.flatMap(({ id, anchor }) => (anchor.kind === 'text' ? [{ id, anchor }] : []));
    const ids = new Set(this.#threads.map(({ id }) => id));
    for (const id of this.#found.keys()) if (!ids.has(id)) this.#found.delete(id);
  }

  /** By position alone: fast enough for every edit of somebody else. Those whose text is gone are left out. */
  places(): Map<string, ScriptRange> {
    if (this.#threads.length === 0) return new Map();
    const index = blockIndex(this.#doc);
    return new Map(
      this.#threads.flatMap(({ id, anchor }) => {
        const range = findByPosition(this.#doc, this.#found.get(id) ?? anchor, index);
        return range === null ? [] : [[id, range] as const];
      }),
    );
  }

  /** The same, after the words of those that are not where they were have been looked for; it reads the whole script for that. */
  search(): Map<string, ScriptRange> {
    const places = this.places();
    const lost = this.#threads.filter(({ id }) => !places.has(id));
    if (lost.length === 0) return places;
    const texts = scriptTexts(this.#doc);
    const script = new JoinedScript(texts);
    for (const { id, anchor } of lost) {
      const range = findByQuote(script, anchor);
      const anew = range === null ? null : anchorText(this.#doc, range, texts);
      if (range === null || anew === null) continue;
      this.#found.set(id, anew);
      places.set(id, range);
    }
    return places;
  }
}

/** Text of each block of the script, as its index in it. */
export function scriptTexts(doc: Y.Doc): string[] {
  return scriptFragment(doc)
    .toArray()
    .map((block) => (block instanceof Y.XmlElement ? blockTextOf(block) : ''));
}

const trackers = new WeakMap<Y.Doc, AnchorTracker>();

/** The one tracker of a document. */
export function trackerOf(doc: Y.Doc): AnchorTracker {
  const tracker = trackers.get(doc) ?? new AnchorTracker(doc);
  trackers.set(doc, tracker);
  return tracker;
}
