import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import * as Y from 'yjs';
import { quantile } from '../../../support/quantile.ts';
import type { Figure } from '../row.ts';
import type { Stage } from '../stage.ts';
import { type Task, traceTasks } from '../trace.ts';

const PAGES = 30;
const KEYS = 150;
/** As a fast typist: 12 keys a second. */
const KEY_MS = 83;
const OTHERS = 25;
const OTHERS_MS = 250;
const ALONE_MS = 8;
const TOGETHER_MS = 16;

/** Script, style and layout of each keystroke, from the browser's trace: alone, and while 25 others write. */
export async function keystrokes(stage: Stage): Promise<Figure[]> {
  const id = await stage.script(PAGES);
  const page = await stage.seat();
  await page.goto(`${stage.studio.url}/episodes/${id}/script`);
  const line = page.getByRole('textbox', { name: 'Script' }).getByText('INT. BOAT SHED 2 - DAY');
  await line.click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  // The first keys meet code that was never run.
  await typeInto(page, 30);
  const alone = await strokes(stage, page);
  const writers = await Promise.all(Array.from({ length: OTHERS }, () => stage.writer(id)));
  const write = setInterval(() => {
    for (const [n, writer] of writers.entries()) addLetter(writer, n);
  }, OTHERS_MS);
  await delay(2000);
  const together = await strokes(stage, page);
  clearInterval(write);
  for (const writer of writers) writer.destroy();
  await page.context().close();
  return [
    figure('Keystroke alone', alone, ALONE_MS),
    figure(`Keystroke while ${OTHERS} others write ${1000 / OTHERS_MS} letters a second each`, together, TOGETHER_MS),
  ];
}

async function typeInto(page: Page, keys: number): Promise<void> {
  for (let n = 0; n < keys; n++) {
    await page.keyboard.press(n % 6 === 5 ? 'Space' : 'n');
    await delay(KEY_MS);
  }
}

async function strokes(stage: Stage, page: Page): Promise<number[]> {
  const tasks = await traceTasks(await stage.cdp(page), () => typeInto(page, KEYS));
  const keys = tasks.flatMap((task, at) => (task.events.has('keydown') ? [at] : []));
  if (keys.length < KEYS * 0.9) throw new Error(`The trace shows ${keys.length} of ${KEYS} keystrokes.`);
  return keys.map((at) => costOf(tasks, at));
}

/** The task of the keystroke, and what it left to do until the frame that shows it, that one included. */
function costOf(tasks: readonly Task[], at: number): number {
  let ms = 0;
  for (const task of tasks.slice(at, at + 40)) {
    ms += task.ms - task.paintMs;
    if (task.inside.has('Paint') || task.inside.has('PrePaint') || task.inside.has('Commit')) break;
  }
  return ms;
}

/** Everybody in a paragraph of their own. */
function addLetter({ doc }: DocumentSession, n: number): void {
  const block = scriptFragment(doc).get(40 + n * 7);
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (text instanceof Y.XmlText) doc.transact(() => text.insert(text.length, 'w'), 'bench');
}

function figure(work: string, ms: readonly number[], most: number): Figure {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => quantile(ms, q).toFixed(1));
  return {
    work,
    measured: `p95 ${p95} ms (p50 ${p50}, p99 ${p99}, ${ms.length} keys)`,
    bar: `p95 ${most} ms`,
    reached: quantile(ms, 0.95) <= most,
  };
}
