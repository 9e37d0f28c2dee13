/**
 * How long somebody waits for a first picture, in a real browser before studios started afresh: from the page opening to a rendered
 * shot of the demo playing (bar 15 s), and from "Make the episode" of a dropped script to its first still (bar 5 s). `--starts 5`.
 */
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import { ROOT } from '../../scripts/checks.ts';
import { signIn } from '../../scripts/episode/studio-client.ts';
import { buildClient } from '../../scripts/setup/client-build.mjs';
import { dataFolder } from '../../scripts/setup/prepare.mjs';
import { createTerminal } from '../../scripts/setup/terminal.mjs';
import { findBrowser } from '../../scripts/test/browser.ts';
import { dropFile } from '../e2e/support/drop.ts';
import { type LiveStudio, startLiveStudio } from '../support/live-studio.ts';
import { medianOf } from './client/row.ts';

const SCREENPLAY = `Title: The Lamp Room

INT. LAMP ROOM - NIGHT

Nao counts the panes of the dark lamp.

NAO
Forty-one.

KITE
You said forty.

EXT. HARBOUR - DAWN

KITE
It is on.
`;
/** Seconds. */
const PLAYS_BAR = 15;
const STILL_BAR = 5;
/** More than a machine takes that is merely slow: a round that hangs ends here. ms. */
const ROUND_MS = 180_000;

const { values } = parseArgs({ options: { starts: { type: 'string', default: '5' } } });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const data = dataFolder(ROOT);
const terminal = createTerminal({ write: (text) => process.stdout.write(text), isTTY: false });
await buildClient({ root: ROOT, data, node: process.execPath, terminal });
const found = await findBrowser(data, say);
if (found === null) throw new Error('There is no browser to measure in; set CHROMIUM_PATH to one.');
const browser = await chromium.launch({
  executablePath: found.path,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--autoplay-policy=no-user-gesture-required'],
});

/** @returns the seconds until the first shot of the demo plays; the page opens as soon as the studio says it is ready. */
async function firstPlaying(page: Page, studio: LiveStudio): Promise<number> {
  const link = await studio.ownerLink();
  const opened = performance.now();
  await page.goto(link);
  await page.getByRole('link', { name: 'Open E01' }).click();
  await page.getByRole('button', { name: 'Skip' }).click();
  await page.getByRole('link', { name: 'Timeline' }).first().click();
  // Shots that are not rendered yet stand as pictures; a video is there for what was rendered and for nothing else.
  const video = page.getByRole('region', { name: 'Monitor' }).locator('video');
  await video.waitFor();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].some((film) => film.readyState >= 2 && film.currentTime > 0.2),
  );
  return (performance.now() - opened) / 1000;
}

/** @returns the seconds until a script that was dropped at home has a picture, in a studio that has nothing else to do. */
async function firstStill(page: Page, studio: LiveStudio): Promise<number> {
  const ended = new AbortController();
  const api = await signIn(studio.url, studio.collabUrl, await studio.loginToken(), ended.signal);
  await api.until(async () => ((await api.call('queue')).renders.every(({ state }) => state !== 'open') ? true : null));
  ended.abort();
  await page.goto(studio.url);
  await page.getByRole('region', { name: 'Episodes' }).waitFor();
  await dropFile(page, 'lamp.fountain', SCREENPLAY);
  const screen = page.getByRole('dialog', { name: 'An episode of this script' });
  await screen.getByRole('region', { name: 'People' }).getByRole('listitem').first().waitFor();
  const began = performance.now();
  await screen.getByRole('button', { name: 'Make the episode' }).click();
  await page.waitForURL(/\/storyboard$/);
  await page.getByTestId('canvas').locator('img').first().waitFor();
  return (performance.now() - began) / 1000;
}

async function round(shown: Browser): Promise<{ plays: number; still: number }> {
  const studio = await startLiveStudio();
  const context = await shown.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(ROUND_MS);
  try {
    const page = await context.newPage();
    return { plays: await firstPlaying(page, studio), still: await firstStill(page, studio) };
  } finally {
    await context.close();
    await studio.stop();
  }
}

const rounds: { plays: number; still: number }[] = [];
try {
  say(`${found.label} ${browser.version()}`);
  for (let start = 1; start <= Number(values.starts); start += 1) {
    const took = await round(browser);
    rounds.push(took);
    say(`start ${start}: plays after ${took.plays.toFixed(1)} s, still after ${took.still.toFixed(1)} s`);
  }
} finally {
  await browser.close();
}
const row = (work: string, taken: readonly number[], bar: number): void => {
  const middle = Number.parseFloat(medianOf(taken, 1));
  say(`${middle <= bar ? 'reached' : 'missed '}  ${work}: ${medianOf(taken, 1)} s; bar ${bar} s`);
};
row(
  'From the page opening to a rendered shot playing',
  rounds.map(({ plays }) => plays),
  PLAYS_BAR,
);
row(
  'From "Make the episode" to the first picture',
  rounds.map(({ still }) => still),
  STILL_BAR,
);
