import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { FanOut } from './fan-out.ts';
import type { Member } from './room-member.ts';
import { decodeFrame } from './sync/decode.ts';
import type { Sendable } from './sync/outgoing.ts';

function member() {
  const sent: Sendable[] = [];
  return { sent, member: { sendUpdate: (outgoing: Sendable) => sent.push(outgoing) } as unknown as Member };
}

const edit = (text: string): Uint8Array => {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
};

const textOf = (sent: readonly Sendable[]): string[] => {
  const doc = new Y.Doc();
  for (const message of sent.flatMap(({ messages }) => messages)) {
    const frame = decodeFrame(message);
    if (frame.type === 'update') Y.applyUpdate(doc, frame.update);
  }
  return doc.getText('t').toString().split('').sort();
};

it('tells a change to everybody but its author, by one buffer that all share', () => {
  const [author, one, two] = [member(), member(), member()];
  const fanOut = new FanOut();
  fanOut.add(edit('a'), author.member);
  fanOut.flush([author.member, one.member, two.member], 0);
  expect([author.sent.length, textOf(one.sent)]).toEqual([0, ['a']]);
  expect(one.sent[0]).toBe(two.sent[0]);
});

it('R2: tells the changes of several authors to all of them, in one buffer', () => {
  const [one, two, reader] = [member(), member(), member()];
  const fanOut = new FanOut();
  fanOut.add(edit('a'), one.member);
  fanOut.add(edit('b'), two.member);
  fanOut.add(edit('c'), one.member);
  fanOut.flush([one.member, two.member, reader.member], 0);
  for (const { sent } of [one, two, reader]) expect([sent.length, textOf(sent)]).toEqual([1, ['a', 'b', 'c']]);
  fanOut.flush([one.member], 0);
  expect(one.sent).toHaveLength(1);
});
