import { readScript } from '@trashfire/shared/fountain/script';
import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import { seededRandom } from '@trashfire/shared/testing/random';
import { describe, expect, test } from 'vitest';
import { findCast } from './cast.ts';

function castOf(action: string, rest = ''): string[] {
  const script = readScript(fountainToDoc(`INT. YARD - DAY\n\n${action}\n${rest}`, seededRandom(1).id));
  return findCast(script).map(({ name }) => name);
}
const speech = (cue: string) => `\n${cue}\nYes.\n\n${cue}\nNo.\n`;

describe('who is shown without a word', () => {
  test.each([
    ['A ZIBBLE, basket over his head, plays three notes.', 'ZIBBLE'],
    ['At her feet kneels a ZIBBLE, who writes down everything.', 'ZIBBLE'],
    ['The ZIBBLE, all sash, sleeps upright among the palms.', 'ZIBBLE'],
    ['A ZIBBLE in a tall hat waits. She has been here before.', 'ZIBBLE'],
    ['A ROPE ZIBBLER brings up a dog on a lead.', 'ROPE ZIBBLER'],
    ['She nods to a ZIBBLE. The zibble’s hand goes up.', 'ZIBBLE'],
    ['Somebody thanks the ZIBBLE.', 'ZIBBLE'],
  ])('%s', (action, name) => {
    expect(castOf(action)).toEqual([name]);
  });
});

test.each([
  'A GENERATOR hums.',
  'A RIFLE leans by the door. He takes it.',
  'A TRUCK pulls a trailer through the gate.',
  'A HELICOPTER crosses the yard with its lamp on.',
  'She opens the BOX. He looks into it.',
  'A KNIFE in his hand.',
  'With a CLANG the gate falls shut. She turns.',
  'He slaps the drum: DON, DON, DON. She counts.',
  'Over the gate: COLONEL FAUST’S WONDERS.',
  'A bottle of water. ZEPHYR, it says.',
  'HANDHELD, always half a second behind.',
])('nobody is shown: %s', (action) => {
  expect(castOf(action)).toEqual([]);
});

describe('one person under two names', () => {
  test.each([
    ['KIP HOLLIDAY, 45, the HOST, resets his teeth.', 'HOST'],
    ['LEN PIKE - the BUTCHER - fifty-eight, in his Sunday jacket.', 'BUTCHER'],
    ['The PILOT, MACREADY, a Scot of no known age, hits the engine.', 'PILOT'],
    ['MR. SALE, forty, civilian. To the crew he is the STRANGER.', 'STRANGER'],
  ])('%s', (action, cue) => {
    expect(castOf(action, speech(cue))).toEqual([cue]);
  });

  test('two who both speak stay two', () => {
    expect(castOf('KIP, 45, the HOST, resets his teeth.', speech('HOST') + speech('KIP'))).toEqual(['HOST', 'KIP']);
  });

  test('a list is several people', () => {
    expect(castOf('ANNA, 30, the COOK and the NURSE wait.', speech('COOK')).sort()).toEqual(['ANNA', 'COOK', 'NURSE']);
  });
});

test('the SUPER of a house talks, the SUPER over a picture is lettering', () => {
  expect(castOf('KOWALSKI - the SUPER - sixty, keys.', speech('SUPER'))).toEqual(['SUPER']);
  expect(castOf('Rain.', '\nSUPER\n"London."\n\nSUPER\n"Later."\n')).toEqual([]);
});
