import { blockTypeOf, type ScreenplayBlock } from '@trashfire/shared/document/editor-schema';
import { readBlock } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { inlineToRuns } from '@trashfire/shared/fountain/doc-runs';
import { type Run, textOf } from '@trashfire/shared/layout/wrap';
import { useSyncExternalStore } from 'react';
import * as Y from 'yjs';

/** A block of the script as the columns beside it need it. */
export interface ScriptBlock {
  readonly id: string | null;
  readonly type: ScreenplayBlock;
  readonly text: string;
  /** The same with its marks; a line break is `\n`. */
  readonly runs: readonly Run[];
  /** Of a section: 1 is an act. */
  readonly level: number;
  /** Scene number written on a heading. */
  readonly number: string | null;
  /** A cue of the right-hand column. */
  readonly dual: boolean;
  /** Which field of the title page. */
  readonly key: string | null;
}

/** Columns follow the typing this much later, so that a keystroke never waits for them. */
const SETTLE_MS = 120;

/** The script as plain blocks. A block that did not change is the same object, so only what changed is rendered again. */
class ScriptStore {
  readonly #fragment: Y.XmlFragment;
  readonly #listeners = new Set<() => void>();
  readonly #cache = new WeakMap<Y.XmlElement, ScriptBlock>();
  #blocks: readonly ScriptBlock[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(doc: Y.Doc) {
    this.#fragment = scriptFragment(doc);
    this.#blocks = this.#build();
    this.#fragment.observeDeep((events) => {
      for (const event of events) this.#forget(event.target);
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#blocks = this.#build();
        for (const listener of this.#listeners) listener();
      }, SETTLE_MS);
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): readonly ScriptBlock[] => this.#blocks;

  #forget(target: Y.AbstractType<unknown>): void {
    for (let type: Y.AbstractType<unknown> | null = target; type !== null; type = type.parent) {
      if (type instanceof Y.XmlElement) this.#cache.delete(type);
    }
  }

  #build(): ScriptBlock[] {
    const blocks: ScriptBlock[] = [];
    for (const child of this.#fragment.toArray()) {
      if (!(child instanceof Y.XmlElement)) continue;
      const type = blockTypeOf(child.nodeName);
      if (type === null) continue;
      const block = this.#cache.get(child) ?? blockOf(child, type);
      this.#cache.set(child, block);
      blocks.push(block);
    }
    return blocks;
  }
}

function blockOf(element: Y.XmlElement, type: ScreenplayBlock): ScriptBlock {
  const json = readBlock(element, type);
  const { id, level = 1, number = null, dual = false, key = null } = json.attrs;
  const runs = inlineToRuns(json).map(({ text, marks }) => ({ text, marks }));
  return { id, type, text: textOf(runs), runs, level, number, dual, key };
}

const stores = new WeakMap<Y.Doc, ScriptStore>();

/** The blocks of an episode's script, a moment behind the typing. */
export function useScript(doc: Y.Doc): readonly ScriptBlock[] {
  const store = stores.get(doc) ?? new ScriptStore(doc);
  stores.set(doc, store);
  return useSyncExternalStore(store.subscribe, store.read);
}
