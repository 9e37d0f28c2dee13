import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { crossingMarks, markedText } from '../../testing/crossing-marks.ts';
import type { HistoryRow } from './author.ts';
import { replay } from './replay.ts';

const author = { kind: 'person' as const, id: 'mio', runId: null, step: null };
const rows: HistoryRow[] = crossingMarks().map((bytes, i) => ({ seq: i + 1, bytes, author }));

describe('playing the log again', () => {
  it('ends at what the log holds, and takes away no mark that Yjs finds without effect on the way', () => {
    const together = new Y.Doc();
    together.transact(() => {
      for (const { bytes } of rows) Y.applyUpdate(together, bytes);
    });
    expect(markedText(together)).toEqual([{ insert: 'd', attributes: { italic: true } }]);
    for (let from = 0; from < rows.length; from++) {
      const base = new Y.Doc();
      base.transact(() => {
        for (const { bytes } of rows.slice(0, from)) Y.applyUpdate(base, bytes);
      });
      const played = replay(from === 0 ? null : Y.encodeStateAsUpdate(base), rows.slice(from), () => undefined);
      expect(markedText(played), `from row ${from}`).toEqual(markedText(together));
      expect(Y.equalSnapshots(Y.snapshot(played), Y.snapshot(together)), `from row ${from}`).toBe(true);
    }
  });

  it('tells of each row once, with its author, and of nothing else', () => {
    const told: number[] = [];
    replay(null, rows, (_transaction, by, row) => told.push(by === author ? row.seq : 0));
    expect(told).toEqual(rows.map(({ seq }) => seq));
  });
});
