import { LIMITS } from '@trashfire/shared/realtime/limits';
import type * as Y from 'yjs';
import type { ClientOwners } from './client-owners.ts';
import type { RowAuthor } from './ports/update-log.ts';
import type { Member } from './room-member.ts';
import { guardUpdate, type Places, placesOf } from './sync/update-guard.ts';

/** An answer to our SyncStep1, which holds all its sender has, whoever wrote it; its slices share one. */
export interface Answer {
  /** Whether all of it that was looked at so far fits. */
  whole: boolean;
}

/** A change a client sent, waiting for the room's next tick. */
export interface InboxUpdate {
  member: Member;
  author: RowAuthor;
  /** The same for equal authors. */
  authorKey: string;
  update: Uint8Array;
  /** Its weight: what the work on it is bounded by. */
  parts: number;
  /** What it is a slice of; null for an edit. */
  answer: Answer | null;
  /** The last of that answer: all of it must fit. */
  complete: boolean;
}

/** An update that builds on what is here. */
export interface Fitting {
  item: InboxUpdate;
  /** It adds content, and not deletions alone. */
  adds: boolean;
  decoded: Parameters<typeof placesOf>[0];
  /** Clocks after it, by client. */
  to: ReadonlyMap<number, number>;
}

/** What waits for a room's ticks, in order. */
export class Inbox {
  private items: InboxUpdate[] = [];

  get isEmpty(): boolean {
    return this.items.length === 0;
  }

  push(item: InboxUpdate): void {
    this.items.push(item);
  }

  /** Whether something of a member is still to be looked at. */
  holds(member: Member): boolean {
    return this.items.some((item) => item.member === member);
  }

  /** Whose updates are still to be looked at. */
  get senders(): Set<Member> {
    return new Set(this.items.map((item) => item.member));
  }

  /**
   * As much as one tick may take (R7), by author; the rest comes in the next. What one sender sent stays in order, whatever label
   * it sent it under: an update applied before the one it builds on would be taken for one with a gap.
   */
  take(): InboxUpdate[][] {
    const groups: InboxUpdate[][] = [];
    /** By author, and by sender: which group was the last. */
    const lastOf = new Map<string | Member, number>();
    let [count, parts] = [0, 0];
    for (const item of this.items) {
      if (count > 0 && parts + item.parts > LIMITS.tickParts) break;
      parts += item.parts;
      count++;
      const own = lastOf.get(item.authorKey) ?? -1;
      const at = own >= (lastOf.get(item.member) ?? 0) ? own : groups.length;
      if (at === groups.length) groups.push([item]);
      else groups[at]?.push(item);
      lastOf.set(item.authorKey, at).set(item.member, at);
    }
    this.items.splice(0, count);
    return groups;
  }

  /**
   * Those come first in the next tick: before them, that nobody waits for one author's edits alone, what others sent.
   * @param begun of an author that was not done. @param groups that were not begun.
   */
  putBack(begun: readonly InboxUpdate[], groups: readonly (readonly InboxUpdate[])[]): void {
    const senders = new Set(begun.map(({ member }) => member));
    const untouched = groups.flat();
    const behind = untouched.filter(({ member }) => senders.has(member));
    const others = untouched.filter(({ member }) => !senders.has(member));
    this.items.unshift(...others, ...begun, ...behind);
  }
}

/**
 * Those that build on what is here; the senders of the others are told. An edit adds under its author's client ids alone, while
 * an answer to our sync request brings what others wrote as well: after a node died, only they may have it.
 * @param stored the document's clock of a client.
 */
export function fittingOf(items: readonly InboxUpdate[], stored: (client: number) => number, owners: ClientOwners): Fitting[] {
  const clocks = new Map<number, number>();
  const stateOf = (client: number) => clocks.get(client) ?? stored(client);
  const fitting: Fitting[] = [];
  for (const item of items) {
    const verdict = guardUpdate(item.update, stateOf);
    if (verdict.state === 'malformed') item.member.refuseMalformed(verdict.reason);
    else if (verdict.state === 'gap') tellMissing(item);
    else {
      const added = [...verdict.to].filter(([client, clock]) => clock > stateOf(client));
      const clients = added.map(([client]) => client);
      if (item.answer === null && !owners.take(item.author, clients)) {
        item.member.refuseMalformed("content under somebody else's client id");
        continue;
      }
      for (const [client, clock] of added) clocks.set(client, clock);
      fitting.push({ item, adds: added.length > 0, decoded: verdict.decoded, to: verdict.to });
    }
  }
  return fitting;
}

/** It builds on what is not here. An answer is asked for again when all its slices were looked at: one more that fits does not mend it. */
export function tellMissing({ member, answer, complete }: InboxUpdate): void {
  if (answer !== null) answer.whole = false;
  if (answer === null || complete) member.askForAll(complete);
}

/** It is in the document. */
export function tellFits({ member, answer, complete }: InboxUpdate): void {
  if (!complete) return;
  if (answer?.whole === false) member.askForAll(true);
  else member.hasSentAll();
}

/**
 * Whether its parts can have the places they ask for, at a price its sender can pay; they are told when not. Looked at in the
 * document that has all before it, since the price depends on that.
 * @returns null when not.
 */
export function placesFor({ item: { member }, decoded, to }: Fitting, doc: Y.Doc): Places | null {
  const places = placesOf(decoded, to, doc);
  if (places.problem !== null) member.refuseMalformed(places.problem);
  return places.problem === null && member.charge(places.steps) ? places : null;
}
