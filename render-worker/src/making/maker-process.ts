import { createAnimaticEngine } from '../engines/animatic/index.ts';
import { createMaker } from '../makers/maker.ts';
import { renderError } from '../steps/failure.ts';
import { createFilmSpeech } from '../voices/film-speech.ts';
import type { FromMaker, ToMaker } from './messages.ts';

/** Entry of a making process: one order at a time, with true percent on the way and stop in between frames. Its one argument is the path of ffmpeg. */
const [, , ffmpegPath = 'ffmpeg'] = process.argv;
const make = createMaker({ engine: createAnimaticEngine(), speech: createFilmSpeech(), ffmpeg: { path: ffmpegPath } });
let current: AbortController | null = null;

function say(message: FromMaker): void {
  // A worker that is gone hears no more; 'disconnect' ends this process.
  if (process.connected) process.send?.(message);
}

async function obey(order: Extract<ToMaker, { kind: 'make' }>): Promise<void> {
  const stop = new AbortController();
  current = stop;
  let last = -1;
  const onPercent = (percent: number) => {
    const whole = Math.floor(percent);
    if (whole !== last) say({ kind: 'percent', percent: whole });
    last = whole;
  };
  try {
    const { scratch, inputs, picture } = order;
    const before = process.cpuUsage();
    const made = await make(order.manifest, { scratch, inputs, picture, signal: stop.signal, onPercent });
    const { user, system } = process.cpuUsage(before);
    say({ kind: 'made', made: { ...made, cpuMs: Math.round((user + system) / 1000) } });
  } catch (error) {
    // Here, where the error still is what was thrown: only words cross to the other process.
    const { message, code } = renderError(error);
    say({ kind: 'failed', message, code });
  } finally {
    current = null;
  }
}

process.on('message', (order: ToMaker) => {
  if (order.kind === 'stop') current?.abort('stopped');
  else void obey(order);
});
// Between two orders nothing else keeps this process: a listener alone was seen not to.
process.channel?.ref();
// Ctrl-C in a terminal reaches the whole group; it is the worker that says when to end.
process.on('SIGINT', () => undefined);
// Without its worker nobody wants what is being made: killed with -9, the worker cannot say so.
process.on('disconnect', () => process.exit(0));
