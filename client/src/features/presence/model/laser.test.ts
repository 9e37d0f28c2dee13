import { expect, it } from 'vitest';
import { LASER_MS, nextTrails, spotIn } from './laser.ts';

const state = (laser: object | null) => ({ user: { id: 'a', name: 'Ines', kind: 'person', color: '#84b4ff' }, laser });
const at = (ms: number, on = 'player') => new Map([[1, state({ on, x: 0.5, y: 0.5, at: ms })]]);

it('keeps each spot for a second and no longer', () => {
  const one = nextTrails([], at(1), 0);
  const two = nextTrails(one, at(2), 600);
  expect(two[0]?.spots.map((spot) => spot.at)).toEqual([1, 2]);
  expect(nextTrails(two, at(2), LASER_MS)[0]?.spots.map((spot) => spot.at)).toEqual([2]);
  expect(nextTrails(two, new Map([[1, state(null)]]), 600 + LASER_MS)).toEqual([]);
});

it('begins anew on another picture, and is bounded', () => {
  const trails = nextTrails(nextTrails([], at(1), 0), at(2, 'shot:A'), 10);
  expect(trails[0]?.spots.map((spot) => spot.on)).toEqual(['shot:A']);
  let many = trails;
  for (let ms = 3; ms < 500; ms += 1) many = nextTrails(many, at(ms, 'shot:A'), 10);
  expect(many[0]?.spots).toHaveLength(40);
});

it('does not mind a pointer of another program', () => {
  expect(
    nextTrails(
      [],
      new Map([
        [1, state({ on: 'player', x: 7 })],
        [2, null],
      ]),
      0,
    ),
  ).toEqual([]);
});

it('says where on a picture the pointer is, at any size of it', () => {
  expect(spotIn({ left: 100, top: 50, width: 200, height: 100 }, 150, 100)).toEqual({ x: 0.25, y: 0.5 });
  expect(spotIn({ left: 100, top: 50, width: 200, height: 100 }, 99, 100)).toBeNull();
});
