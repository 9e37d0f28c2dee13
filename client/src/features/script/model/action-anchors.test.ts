import type { Shot } from '@trashfire/shared/document/schema';
import { expect, it } from 'vitest';
import { scriptBlock as block } from '../../../testing/records.ts';
import { actionAnchors } from './action-anchors.ts';

const blocks = [
  block('s', 'sceneHeading', 'EXT. PIER'),
  block('a1', 'action', 'Rain on black water.'),
  block('d1', 'dialogue', 'It says hello.'),
  block('a2', 'action', 'Rain on black water, still.'),
];
const shot = (id: string, patch: Partial<Shot>) => ({
  id,
  sceneId: 's',
  shot: { title: '', action: '', lines: [], ...patch } as unknown as Shot,
});

it('finds the action a shot was made from by its words', () => {
  expect(actionAnchors(blocks, [shot('1', { action: 'Rain on black water' })]).get('1')).toBe('a1');
});

it('never goes back above the shot before', () => {
  const shots = [shot('1', { lines: ['d1'] }), shot('2', { title: 'Rain on black water' })];
  expect(actionAnchors(blocks, shots).get('2')).toBe('a2');
});

it('leaves a shot that says nothing of its own without an anchor', () => {
  expect(actionAnchors(blocks, [shot('1', { title: 'Sky' })]).has('1')).toBe(false);
});
