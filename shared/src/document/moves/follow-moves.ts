import * as Y from 'yjs';
import { newId } from '../../ids.ts';
import { blockTextOf } from '../replace-in-block.ts';
import { rewriteLines } from '../script-lines.ts';
import { scriptFragment } from '../ydoc.ts';
import { doubledBlocks, type MovedBlock, movedBlocks } from './moved-blocks.ts';
import { OwnEdits } from './own-edits.ts';
import { carriedText, type From, unseenFrom } from './unseen-edits.ts';

/** Of a block that was given new ids again and again. */
const MOST_IDS = 20;

export interface FollowMovesOptions {
  /** Of the edits that bring words over; they are this window's own. */
  readonly origin: unknown;
  /**
   * Resolves when everybody connected has seen what is written here up to now: nobody can be moving it without that.
   * Left out, all that this window writes counts as perhaps unseen for as long as it is open.
   */
  readonly seen?: () => Promise<void>;
  /** Called after words were brought over, with the blocks they are in now. */
  readonly onCarried?: (blockIds: readonly string[]) => void;
  /** Called when a scene that was moved here was moved by somebody else at the same moment: it stands in both places now. */
  readonly onDoubled?: () => void;
}

/**
 * Keeps what is typed here in blocks that somebody else moves at the same moment (docs/decisions/0013-moving-a-scene.md). A move
 * comes as blocks that are written anew under their ids while the old ones go; whoever moved had not seen what was typed here, so
 * it is not in the new ones. Each window brings over its own words and its own new blocks, and nobody else's: nothing comes twice.
 * A scene that two people moved at once stands in both places, the later one under new ids; whoever moved it there is told.
 * @returns how to stop.
 */
export function followMoves(doc: Y.Doc, options: FollowMovesOptions): () => void {
  const { origin, seen, onCarried = () => undefined, onDoubled = () => undefined } = options;
  const script = scriptFragment(doc);
  const own = new OwnEdits(doc, seen);
  const earlier = new WeakMap<Y.XmlElement, string[]>();
  const onIds = (events: Y.YEvent<Y.XmlFragment>[]) => {
    for (const { target, changes } of events) {
      const before: unknown = changes.keys.get('id')?.oldValue;
      if (target instanceof Y.XmlElement && typeof before === 'string')
        earlier.set(target, [...(earlier.get(target) ?? []), before].slice(-MOST_IDS));
    }
  };
  const onTransaction = (transaction: Y.Transaction) => {
    if (transaction.local) {
      own.note(transaction);
      return;
    }
    // Yjs types its keys by the event of each type, which no one type is.
    const changed: ReadonlyMap<unknown, unknown> = transaction.changed;
    if (!changed.has(script)) return;
    const moved = movedBlocks(script, transaction, (element) => earlier.get(element) ?? []);
    const work = moved.length === 0 ? [] : workOf(moved, doc.clientID, own);
    const doubled = doubledBlocks(script, doc.clientID);
    if (work.length + doubled.length === 0) return;
    doc.transact(() => {
      for (const { carry } of work) carry(script);
      for (const element of doubled) element.setAttribute('id', newId());
    }, origin);
    if (work.length > 0) onCarried(work.map(({ id }) => id));
    if (doubled.some(({ nodeName }) => nodeName === 'sceneHeading')) onDoubled();
  };
  script.observeDeep(onIds);
  doc.on('afterTransaction', onTransaction);
  return () => {
    script.unobserveDeep(onIds);
    doc.off('afterTransaction', onTransaction);
  };
}

interface Work {
  readonly id: string;
  readonly carry: (script: Y.XmlFragment) => void;
}

function workOf(moved: readonly MovedBlock[], me: number, own: OwnEdits): Work[] {
  const together = moved.filter(({ copy }) => copy.isNew);
  // A block that was there already says nothing of what its mover knew of others.
  const alone = moved.filter(({ copy }) => !copy.isNew).map((block) => [block]);
  return [together, ...alone].flatMap((blocks) => (blocks.length === 0 ? [] : workOfMover(blocks, me, own)));
}

function workOfMover(moved: readonly MovedBlock[], me: number, own: OwnEdits): Work[] {
  const blocks = moved.map((block) => ({ ...block, copy: blockTextOf(block.copy.element), to: block.copy.element }));
  // A block that was written anew had been seen, and with it all that was written before it.
  const made = moved.flatMap(({ element: { _item: item }, copy }) =>
    copy.isNew && item?.id.client === me ? [item.id.clock] : [],
  );
  const clocks = own.clocks.filter((clock) => made.every((before) => clock > before));
  const left = moved.flatMap(({ behind }) => behind.flatMap((element) => clockOf(element, me)));
  const from = unseenFrom(blocks, me, clocks, left);
  return blocks.flatMap((block) => {
    const { id, letters, to, behind } = block;
    const textFor = (copy: string) => carriedText({ letters, copy }, from, (words) => own.hasRemoved(id, words));
    // Asked again when it is written: another block may have been carried to the same one by then.
    const carry = () => rewriteLines(to, (textFor(blockTextOf(to)) ?? blockTextOf(to)).split('\n'));
    return [...(textFor(block.copy) === null ? [] : [{ id, carry }]), ...newBlocks(id, to, behind, from)];
  });
}

/** When a client made a block; nothing for one of somebody else. */
function clockOf({ _item: item }: Y.XmlElement, client: number): number[] {
  return item?.id.client === client ? [item.id.clock] : [];
}

/** Blocks made here behind a moved one, before the mover could see them: they go behind its copy. */
function newBlocks(id: string, copy: Y.XmlElement, behind: readonly Y.XmlElement[], from: From): Work[] {
  const made = behind.filter((element) => clockOf(element, from.client).some((clock) => clock >= from.clock));
  if (made.length === 0) return [];
  const carry = (script: Y.XmlFragment) => {
    const copies = made.map((element) => element.clone());
    for (const element of made) script.delete(script.toArray().indexOf(element), 1);
    script.insert(script.toArray().indexOf(copy) + 1, copies);
  };
  return [{ id, carry }];
}
