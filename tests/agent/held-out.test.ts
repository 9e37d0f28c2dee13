import { readdirSync, readFileSync } from 'node:fs';
import { readScript } from '@trashfire/shared/fountain/script';
import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import { seededRandom } from '@trashfire/shared/testing/random';
import { describe, expect, it } from 'vitest';
import { breakDown } from '../../api/src/agent/drafter/breakdown.ts';
import { measure, Truth } from './held-out/measure.ts';

const FOLDER = new URL('held-out/', import.meta.url);
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.fountain'))
  .map((name) => name.replace(/\.fountain$/, ''));

function figuresOf(name: string) {
  const text = readFileSync(new URL(`${name}.fountain`, FOLDER), 'utf8');
  const truth = Truth.parse(JSON.parse(readFileSync(new URL(`${name}.truth.json`, FOLDER), 'utf8')));
  const script = readScript(fountainToDoc(text, seededRandom(1).id));
  const breakdown = breakDown(script, { characters: [], locations: [] }, '0SER00000001');
  return { truth, figures: measure(text, script, breakdown, truth) };
}

/** Screenplays whose truth was written down before the drafter saw them; the bars are the product's promise. */
describe.each(names)('%s', (name) => {
  const { truth, figures } = figuresOf(name);

  it('has every cue and every line of dialogue in exactly one shot', () => {
    expect(figures.speeches).toBe(truth.speeches);
    expect(figures.linesInOneShot).toBe(figures.lines);
  });

  it('finds at least 95% of the cast and makes nobody up', () => {
    expect(figures.recall, `missing: ${figures.missing.join(', ')}`).toBeGreaterThanOrEqual(0.95);
    expect(figures.madeUp).toEqual([]);
  });

  it('never has four equal sizes in a row, nor neighbours that are the same picture', () => {
    expect(figures.longestRun).toBeLessThan(4);
    expect(figures.twins).toBe(0);
  });

  it('has shots a viewer bears, and enough of them', () => {
    expect(figures.secondsPerShot).toBeGreaterThan(2);
    expect(figures.secondsPerShot).toBeLessThan(6);
    expect(figures.shotsPerPage).toBeGreaterThan(8);
  });
});

/** "EXT: MEADOW" is no heading in Fountain (fountain.io/syntax), so the script shows it as action and so does the board. */
const NOT_HEADINGS = ['MEADOW'];

it('finds the places of all of them', () => {
  expect(names.flatMap((name) => figuresOf(name).figures.placesMissing)).toEqual(NOT_HEADINGS);
});
