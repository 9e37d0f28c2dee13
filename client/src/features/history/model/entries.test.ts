import { expect, it } from 'vitest';
import { type EditSession, entriesOf, type Version } from './entries.ts';

const version = (seq: number, name: string): Version => ({
  id: name,
  document: 'episode:0',
  seq,
  name,
  createdBy: { id: 'p', name: 'Mio', color: '#fff' } as Version['createdBy'],
  createdAt: '2026-11-02T10:00:00Z',
});
const session = (fromSeq: number, toSeq: number): EditSession => ({
  fromSeq,
  toSeq,
  from: '2026-11-01T09:00:00Z',
  to: '2026-11-01T10:00:00Z',
  edits: 1,
  authors: [],
});
const shape = (entries: ReturnType<typeof entriesOf>) =>
  entries.map((entry) => (entry.kind === 'version' ? entry.version.name : entry.seq));

it('puts a version above the edits it holds, and one in the middle of edits below their end', () => {
  expect(shape(entriesOf([version(20, 'Locked'), version(14, 'Draft')], [session(11, 20), session(1, 10)], true))).toEqual([
    'Locked',
    20,
    'Draft',
    10,
  ]);
});

it('keeps back a version whose page is not loaded yet', () => {
  expect(shape(entriesOf([version(3, 'First')], [session(11, 20)], false))).toEqual([20]);
  expect(shape(entriesOf([version(3, 'First')], [session(11, 20)], true))).toEqual([20, 'First']);
});
