import { LIMITS } from '@trashfire/shared/realtime/limits';
import { expect, it } from 'vitest';
import { PendingAcks } from './pending-acks.ts';
import type { Member } from './room-member.ts';

const member = (): Member => ({}) as Member;

it('R1: answers a marker when every row before it is committed, and not a row earlier', () => {
  const acks = new PendingAcks();
  const who = member();
  const marker = (n: number) => ({ member: who, n, receivedAt: 0 });
  acks.hold(marker(1));
  expect(acks.due().map(({ n }) => n)).toEqual([1]);
  acks.queued();
  acks.queued();
  acks.hold(marker(2));
  acks.queued();
  acks.hold(marker(3));
  acks.committed();
  expect(acks.due()).toEqual([]);
  acks.committed();
  expect(acks.due().map(({ n }) => n)).toEqual([2]);
  expect(acks.settled).toBe(false);
  acks.committed();
  expect(acks.due().map(({ n }) => n)).toEqual([3]);
  expect(acks.due()).toEqual([]);
  expect(acks.settled).toBe(true);
});

it('forgets the markers of somebody who left', () => {
  const acks = new PendingAcks();
  const [stays, leaves] = [member(), member()];
  acks.hold({ member: leaves, n: 1, receivedAt: 0 });
  acks.hold({ member: stays, n: 2, receivedAt: 0 });
  acks.drop(leaves);
  expect(acks.due().map(({ n }) => n)).toEqual([2]);
});

it('R7: keeps no more than the limit while the store fails; the last of each member answers for those before it', () => {
  const acks = new PendingAcks();
  const [one, two] = [member(), member()];
  acks.queued();
  acks.hold({ member: two, n: 1, receivedAt: 0 });
  for (let n = 1; n <= LIMITS.waitingMarkers; n++) acks.hold({ member: one, n, receivedAt: 0 });
  acks.committed();
  expect(acks.due().map(({ member: who, n }) => [who === one, n])).toEqual([
    [false, 1],
    [true, LIMITS.waitingMarkers],
  ]);
});
