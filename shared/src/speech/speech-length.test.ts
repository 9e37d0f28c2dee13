import { describe, expect, it } from 'vitest';
import type { Voice } from '../document/dna.ts';
import { estimateSpeechSeconds } from '../render/speech-length.ts';
import { filmSpeech } from '../testing/film-speech.ts';

/** None of these lines was used to fit the weights. */
const LINES = [
  "Who's there?",
  'I heard the news this morning.',
  'The museum closes at six, so we should hurry.',
  'You promised me you would not tell anyone.',
  "Sorry I'm late, the bus broke down.",
  'Again?',
  "It isn't the first time, and it won't be the last.",
  'Open the window, it is too hot in here.',
  'Follow the river until you reach the old stone wall.',
  'My brother is the best swimmer in the whole school.',
  'What do you call a ghost with no name?',
  'Stop laughing, this is serious!',
  'Two hundred people lived here before the flood.',
  'Give me your hand.',
  'She looked at me as if I were a stranger.',
  'The map is wrong.',
  'Then we will have to draw a new one.',
  'I found this in your jacket pocket.',
  'Dinner is ready!',
  'Did you really think nobody would notice?',
  'He used to play the violin every evening after supper.',
  "There's a light in the attic.",
  'Nobody lives in the attic.',
  'Quiet, they will hear us.',
  'I am not afraid of the dark, I am afraid of what it hides.',
  'How many lanterns do we need for the festival?',
  'At least a hundred, maybe more.',
  'Your Majesty, the eastern gate has fallen.',
  'Send the last riders to the bridge.',
  'Tomorrow we bury the king.',
  'Could I borrow your pencil?',
  'The answer is seventeen.',
  'Remember, breathe slowly and keep your back straight.',
  'This machine can translate the language of whales.',
  'Do not press the red button under any circumstances.',
  'Oops.',
  'I miss you, grandma.',
  'The cherry trees bloomed early this year.',
  'We were supposed to watch them together.',
  'Wake up, Kaito, we are almost there!',
  'Let go of me!',
  'When the music stops, run as fast as you can.',
  'They sold the house and moved to the mountains.',
  "It's a long story, and you wouldn't believe it anyway.",
  'Try me.',
  'The elevator is out of order, take the stairs.',
  'Something is moving under the ice.',
  'Doctor, the patient in room twelve is awake.',
  'That is simply not possible.',
  'Look, a shooting star!',
  'Did you make a wish?',
  "If I tell you, it won't come true.",
  'The detective arrived at exactly nine fifteen.',
  'Everybody had a reason to lie.',
  'I baked this bread myself.',
  'Thanks for everything.',
  'Our team has never lost on this field.',
  'Sing something for us, will you?',
  "Rain again tomorrow, I'm afraid.",
  'Leave the door open, just in case she comes back.',
  'Because you are my friend.',
  'Please sign here, here, and here.',
  'The generator will hold for another ten minutes.',
  "Don't be ridiculous.",
];

/** Base voices as recorded and the way casts use them: the estimate must hold for all. */
const VOICES: readonly Voice[] = [
  { base: 'kal', pitch: 0, rate: 1 },
  { base: 'awb', pitch: 2, rate: 1.1 },
  { base: 'rms', pitch: -3, rate: 0.9 },
  { base: 'slt', pitch: 5, rate: 1.05 },
];

describe('the planned length of a line', () => {
  it('covers the real one for 95 of 100 lines, without being much longer', { timeout: 60_000 }, async () => {
    const engine = filmSpeech();
    let covered = 0;
    let tight = 0;
    const total = LINES.length * 2;
    for (const [at, line] of LINES.entries()) {
      for (const voice of [VOICES[at % VOICES.length], VOICES[(at + 1) % VOICES.length]]) {
        if (voice === undefined) throw new Error('no voice');
        const speech = await engine.synthesize(line, voice);
        const real = speech.samples.length / speech.sampleRate;
        const estimate = estimateSpeechSeconds(line, voice);
        covered += real <= estimate ? 1 : 0;
        tight += real >= 0.7 * estimate ? 1 : 0;
      }
    }
    expect(covered / total).toBeGreaterThanOrEqual(0.95);
    expect(tight / total).toBeGreaterThanOrEqual(0.95);
  });
});
