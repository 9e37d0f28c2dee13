import type { Shot } from '@trashfire/shared/document/schema';
import { VIDEO_TRACK_ID } from '@trashfire/shared/document/timeline';
import { readCsv } from '@trashfire/shared/testing/read-csv';
import { expect, it } from 'vitest';
import { scriptBlock as block, plainShot } from '../../../testing/records.ts';
import { episodeModel } from '../../studio/model/episode-model.ts';
import { sheetShots } from './sheet-shots.ts';
import { shotListCsv } from './shot-list.ts';

const shot = (id: string, sceneId: string, patch: Partial<Shot> = {}): Shot => plainShot({ id, sceneId, order: id, ...patch });

const blocks = [
  block('s1', 'sceneHeading', 'INT. LAMP ROOM - NIGHT'),
  block('c1', 'character', 'MIO (V.O.)'),
  block('d1', 'dialogue', 'It is out.'),
  block('d2', 'dialogue', '-- again?'),
  block('s2', 'sceneHeading', 'EXT. PIER - DAWN'),
];
const cast = [{ characterId: 'mio', position: 'centre', facing: 'camera', expression: 'neutral', pose: 'stand' }] as const;
const model = episodeModel({
  blocks,
  scenes: [],
  shots: [
    shot('a', 's1', {
      title: 'The lamp',
      action: '=SUM(A1)',
      size: 'CU',
      move: 'push-in',
      cast: [...cast],
      lines: ['d1', 'gone'],
    }),
    shot('b', 's1', { action: '=SUM(A1)', lines: ['d2'] }),
    shot('c', 's2'),
    shot('d', 'no scene of the script'),
  ],
  clips: [{ id: 'x', v: 1, trackId: VIDEO_TRACK_ID, shotId: 'a', order: 'a0', duration: 24 * 3661 + 12 }],
  renders: [],
  stills: [{ id: 'a', v: 1, revision: '0'.repeat(64), asset: 'f'.repeat(64) }],
});

function rows() {
  const [titles = [], ...found] = readCsv(
    shotListCsv({
      episode: 'Nine days dark',
      shots: sheetShots(model, blocks),
      characters: new Map([['mio', 'Mio']]),
      places: new Map([['pier', 'Old pier']]),
      scenePlaces: new Map([['s2', 'pier']]),
      assignees: new Map([['s1', 'Riku']]),
      statusOf: ({ view }) => `state of ${view.number}`,
    }),
  );
  return { titles, rows: found.map((cells) => Object.fromEntries(titles.map((title, i) => [title, cells[i]]))) };
}

it('has the columns of a shot list, a row for each shot in the order of the board', () => {
  const { titles, rows: found } = rows();
  expect(titles.join()).toBe(
    'Episode,Scene,Shot,Setup,Size,Angle,Move,Lens,Characters,Location,Action,Dialogue,Frames,Duration,Status,Assignee,Version,Thumb',
  );
  expect(found.map(({ Scene, Shot: number }) => [Scene, number])).toEqual([
    ['1', '1A'],
    ['1', '1B'],
    ['2', '2A'],
    ['–', '–A'],
  ]);
});

it('says of a shot what the board does: camera, people, place, words, time and picture', () => {
  const [first, second, third, unplaced] = rows().rows;
  expect(first).toMatchObject({
    Episode: 'Nine days dark',
    Size: 'CU',
    Angle: 'eye level',
    Move: 'push in',
    Characters: 'Mio',
    Location: 'LAMP ROOM',
    Action: 'The lamp\n=SUM(A1)',
    Dialogue: 'MIO: It is out.',
    Frames: '87876',
    Duration: '01:01:01:12',
    Status: 'state of 1A',
    Assignee: 'Riku',
    Version: '',
    Thumb: 'f'.repeat(64),
  });
  expect(second).toMatchObject({ Action: "'=SUM(A1)", Dialogue: 'MIO: -- again?', Frames: '', Duration: '', Thumb: '' });
  expect(third).toMatchObject({ Location: 'Old pier', Characters: '', Assignee: '' });
  expect(unplaced).toMatchObject({ Location: '' });
});
