import { parentPort, workerData } from 'node:worker_threads';
import { createAnimaticEngine } from '../engines/animatic/index.ts';
import { createMaker } from '../makers/maker.ts';
import { renderError } from '../steps/failure.ts';
import { createFliteSpeech } from '../voices/flite.ts';
import type { FromThread, ThreadData, ToThread } from './messages.ts';

/** Entry of a making thread: one order at a time, with true percent on the way and stop in between frames. */
const { ffmpegPath } = workerData as ThreadData;
const make = createMaker({ engine: createAnimaticEngine(), speech: createFliteSpeech(), ffmpeg: { path: ffmpegPath } });
let current: AbortController | null = null;

function say(message: FromThread): void {
  parentPort?.postMessage(message);
}

async function obey(order: Extract<ToThread, { kind: 'make' }>): Promise<void> {
  const stop = new AbortController();
  current = stop;
  let last = -1;
  const onPercent = (percent: number) => {
    const whole = Math.floor(percent);
    if (whole !== last) say({ kind: 'percent', percent: whole });
    last = whole;
  };
  try {
    const { scratch, inputs } = order;
    say({ kind: 'made', made: await make(order.manifest, { scratch, inputs, signal: stop.signal, onPercent }) });
  } catch (error) {
    // Here, where the error still is what was thrown: only words cross to the other thread.
    const { message, code } = renderError(error);
    say({ kind: 'failed', message, code });
  } finally {
    current = null;
  }
}

parentPort?.on('message', (order: ToThread) => {
  if (order.kind === 'stop') current?.abort('stopped');
  else void obey(order);
});
