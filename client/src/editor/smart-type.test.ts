import { describe, expect, it } from 'vitest';
import { type Line, listsOf, type ScriptLists, suggest } from './smart-type.ts';

const LISTS: ScriptLists = {
  places: ['LAMP ROOM', 'HARBOUR'],
  times: ['MAGIC HOUR'],
  names: ['MIO', 'MIOKO', 'REN'],
  next: 'REN',
};
const options = (type: Line['type'], text: string) => suggest(type, text, LISTS)?.options ?? null;

describe('headings, in three stages', () => {
  it('offers inside and outside first', () => {
    expect(options('sceneHeading', '')).toEqual(['INT. ', 'EXT. ', 'INT./EXT. ', 'EST. ']);
    expect(options('sceneHeading', 'e')).toEqual(['EXT. ', 'EST. ']);
  });
  it('then the places of the script, then times of day, those it uses first', () => {
    expect(suggest('sceneHeading', 'INT. ', LISTS)).toEqual({ from: 5, options: ['LAMP ROOM - ', 'HARBOUR - '] });
    expect(options('sceneHeading', 'int. ha')).toEqual(['HARBOUR - ']);
    expect(suggest('sceneHeading', 'INT. LAMP ROOM - ', LISTS)?.options.slice(0, 2)).toEqual(['MAGIC HOUR', 'DAY']);
    expect(options('sceneHeading', 'EXT. HARBOUR - NI')).toEqual(['NIGHT']);
  });
  it('offers nothing where everything stands', () => {
    expect(options('sceneHeading', 'EXT. HARBOUR - NIGHT')).toBeNull();
    expect(options('sceneHeading', 'EXT. A NEW PLACE')).toBeNull();
  });
});

describe('cues', () => {
  it('offers who spoke before the last speaker first, then the others', () => {
    expect(options('character', '')).toEqual(['REN', 'MIO', 'MIOKO']);
    expect(options('character', 'm')).toEqual(['MIO', 'MIOKO']);
  });
  it('never takes a longer name for one that is typed whole', () => {
    expect(options('character', 'MIO')?.[0]).toBe('MIO');
    expect(options('character', 'MIOKO')).toBeNull();
  });
  it('offers extensions behind a bracket', () => {
    expect(suggest('character', 'MIO (v', LISTS)).toEqual({ from: 5, options: ['V.O.)'] });
    expect(options('character', 'MIO (V.O.)')).toBeNull();
  });
});

it('offers transitions, and nothing in action or dialogue', () => {
  expect(options('transition', 'sm')).toEqual(['SMASH CUT TO:']);
  expect([options('action', 'INT'), options('dialogue', 'M')]).toEqual([null, null]);
});

it('reads the lists from the script, the newest use first, without the line that is being written', () => {
  const lines: Line[] = [
    { type: 'sceneHeading', text: 'INT. LAMP ROOM - NIGHT' },
    { type: 'character', text: 'MIO' },
    { type: 'dialogue', text: 'Out.' },
    { type: 'character', text: 'REN (V.O.)' },
    { type: 'dialogue', text: 'No.' },
    { type: 'character', text: 'GU' },
    { type: 'sceneHeading', text: 'EXT. HARBOUR - DAWN' },
    { type: 'character', text: 'SUZU' },
  ];
  expect(listsOf(lines, 5)).toEqual({
    places: ['LAMP ROOM', 'HARBOUR'],
    times: ['NIGHT', 'DAWN'],
    names: ['REN', 'MIO', 'SUZU'],
    next: 'MIO',
  });
});
