import type { ShotSize } from '@trashfire/shared/document/vocabulary';
import type { DraftShot } from './coverage.ts';

/** What a shot may become instead, nearest first, without changing who is in it. */
const NEIGHBOURS: Readonly<Record<ShotSize, readonly ShotSize[]>> = {
  EWS: ['WS'],
  WS: ['EWS', 'FS'],
  FS: ['WS', 'MS'],
  MS: ['MCU', 'FS'],
  MCU: ['MS', 'CU'],
  CU: ['MCU', 'ECU'],
  ECU: ['CU', 'MCU'],
  OTS: ['MCU', 'MS'],
  TWO: ['FS', 'MS'],
  INSERT: ['WS', 'MS'],
};

/** Never four equal sizes in a row, over the whole episode: the fourth gives way to a neighbour. */
export function varySizes(shots: readonly DraftShot[]): DraftShot[] {
  const varied: DraftShot[] = [];
  for (const draft of shots) {
    const { size } = draft.shot;
    const run = varied.slice(-3);
    const fourth = run.length === 3 && run.every((before) => before.shot.size === size);
    const other = NEIGHBOURS[size][0] ?? size;
    varied.push(fourth ? { ...draft, shot: { ...draft.shot, size: other } } : draft);
  }
  return varied;
}
