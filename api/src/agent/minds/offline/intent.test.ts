import { expect, it } from 'vitest';
import { intentOf } from './intent.ts';

it.each([
  ['Break the script down', 'break-down'],
  ['break it down please', 'break-down'],
  ['Can you storyboard scene 2?', 'break-down'],
  ['@Ember board the lamp room', 'break-down'],
  ['Board scene 2 again', 'break-down'],
  ['make a shot list', 'break-down'],
  ['List the cast and where they appear', 'cast'],
  ['who says too little?', 'cast'],
  ['Who appears in which places?', 'cast'],
  ['List the places and where they appear', 'places'],
  ['which locations do we need?', 'places'],
  ['Board the places we have not seen', 'break-down'],
  ['Check continuity against canon', 'continuity'],
  ['does anything contradict the bible?', 'continuity'],
  ['Write a scene about a storyboard artist', 'prose'],
  ['@Ember, rewrite the ending', 'prose'],
  ['please draft a breakdown of feelings', 'prose'],
  ['Find “lantern”', 'find'],
  ['find the mistakes', 'continuity'],
  ['Summarise scene 3', 'recap'],
  ['Recap the episode', 'recap'],
  ['describe these shots', 'recap'],
  ['hello', 'help'],
  ['', 'help'],
])('%s', (task, intent) => {
  expect(intentOf(task)).toBe(intent);
});
