import { merged } from './replica.ts';
import type { Member } from './room-member.ts';
import { encodeUpdate } from './sync/encode.ts';
import { Outgoing } from './sync/outgoing.ts';

interface Change {
  update: Uint8Array;
  /** Has the content already; null when nobody does. */
  sender: Member | null;
}

/**
 * What a room tells its members, gathered while it works and sent as one buffer that all of them share (DESIGN §5.2). Where
 * several wrote, each is sent their own words too: Yjs knows them, and a buffer for each would cost more than it saves.
 */
export class FanOut {
  private changes: Change[] = [];

  add(update: Uint8Array, sender: Member | null): void {
    this.changes.push({ update, sender });
  }

  flush(members: Iterable<Member>, now: number): void {
    const [first] = this.changes;
    if (first === undefined) return;
    const changes = this.changes;
    this.changes = [];
    const outgoing = new Outgoing(merged(changes.map(({ update }) => update)).map(encodeUpdate));
    const sender = changes.every((change) => change.sender === first.sender) ? first.sender : null;
    for (const member of members) if (member !== sender) member.sendUpdate(outgoing, now);
  }
}
