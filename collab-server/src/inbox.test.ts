import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { eventually } from '@trashfire/shared/testing/eventually';
import { expect, it } from 'vitest';
import { Inbox, type InboxUpdate } from './inbox.ts';
import type { Member } from './room-member.ts';
import { encodeLabel } from './testing/client-frames.ts';
import { addBlock } from './testing/edits.ts';
import { HonestPeer, InProcessNode } from './testing/in-process.ts';

const RUN = '11111111-2222-3333-4444-555555555555';
const [first, second] = [{}, {}] as [Member, Member];
let made = 0;

function item(member: Member, authorKey: string): InboxUpdate {
  const author = { kind: 'agent' as const, id: authorKey, runId: null, step: null };
  const update = Uint8Array.of(made++);
  return { member, author, authorKey, update, parts: 1, answer: null, complete: false };
}

function inboxOf(items: readonly InboxUpdate[]): Inbox {
  const inbox = new Inbox();
  for (const one of items) inbox.push(one);
  return inbox;
}

it('gathers by author, and keeps what one sender sent in order though its label changes and changes back', () => {
  const items = [item(first, 'A'), item(second, 'A'), item(first, 'B'), item(first, 'A'), item(second, 'A'), item(second, 'B')];
  const [a1, a2, b1, a3, a4, b2] = items;
  expect(inboxOf(items).take()).toEqual([[a1, a2], [b1], [a3, a4], [b2]]);
  expect(inboxOf([item(first, 'A'), item(second, 'B'), item(first, 'A'), item(second, 'B')]).take()).toHaveLength(2);
});

it('R7: puts back what others sent before the rest of one who sent much, and nothing before what its sender sent earlier', () => {
  const [a1, a2, b, a3] = [item(first, 'A'), item(first, 'A'), item(second, 'B'), item(first, 'C')];
  const inbox = inboxOf([a1, a2, b, a3]);
  const [, ...groups] = inbox.take();
  inbox.push(item(second, 'B'));
  inbox.putBack([a2], groups);
  expect(inbox.take().flat().slice(0, 4)).toEqual([b, expect.objectContaining({ authorKey: 'B' }), a2, a3]);
});

it('R4: an agent that goes back to a step of before in one turn is asked for nothing again, and each row has its step', async () => {
  const world = new InProcessNode();
  const document = world.document('0123456789AB');
  const socket = await world.admit(document, RUN, { actor: { kind: 'agent', id: RUN, name: 'A', color: '#00ffea' } });
  const agent = new HonestPeer(socket);
  agent.listen();
  // A label says the number of the step and one.
  for (const step of [2, 3, 2]) {
    socket.say(encodeLabel(RUN, step, ''));
    addBlock(agent.doc, `step ${step}`);
  }
  agent.mark();
  await eventually('saved', () => {
    const asked = socket.heard.some((frame) => frame[0] === 0 && frame[1] === 0);
    expect(asked).toBe(false);
    agent.listen();
    return agent.saved;
  });
  expect(world.rows(document).map(({ author }) => author.step)).toEqual([1, 2, 1]);
  expect(scriptFragment(await world.stored(document)).length).toBe(3);
});
