import { expect, it } from 'vitest';
import { scriptBlock as block } from '../../../testing/records.ts';
import { linesOfScene } from './scene-lines.ts';

it('gives the lines of one scene with their speakers', () => {
  const blocks = [
    block('s1', 'sceneHeading', 'INT. A'),
    block('c1', 'character', 'REN (V.O.)'),
    block('d1', 'dialogue', 'Yes.'),
    block('s2', 'sceneHeading', 'INT. B'),
    block('c2', 'character', 'TOBI'),
    block('d2', 'dialogue', 'No.'),
    block('d3', 'dialogue', ' '),
  ];
  expect(linesOfScene(blocks, 's1')).toEqual([{ id: 'd1', speaker: 'REN', text: 'Yes.' }]);
  expect(linesOfScene(blocks, 's2').map(({ id }) => id)).toEqual(['d2']);
});
