import { type CDPSession, chromium, type Page } from '@playwright/test';
import { addProps } from '@trashfire/shared/document/commands/add-props';
import { addShot } from '@trashfire/shared/document/commands/add-shot';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { type DocumentName, documentName } from '@trashfire/shared/document/names';
import { sceneIdsOf } from '@trashfire/shared/document/script-blocks';
import { readRecords } from '@trashfire/shared/document/ydoc';
import { newId } from '@trashfire/shared/ids';
import { type DocumentSession, openDocument } from '@trashfire/shared/realtime/document-session';
import { aNewShot } from '@trashfire/shared/testing/builders';
import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import { type StudioClient, signIn } from '../../../scripts/episode/studio-client.ts';
import { findBrowser } from '../../../scripts/test/browser.ts';
import { type LiveStudio, startLiveStudio } from '../../support/live-studio.ts';

/** Desktop size of every measurement but the sign-in page's, which does not care. */
const VIEWPORT = { width: 1440, height: 900 };
/** Lines of action and dialogue that fill a page of 54 lines together. */
const SPEECHES_A_PAGE = 9;
/** As many as one command takes. */
const PROPS_AT_ONCE = 200;
const WORDS = 'the harbour bell rings twice before anybody on the quay looks up and counts the boats that are not back'.split(
  ' ',
);

/** A studio with a browser before it, and what is put into it for a measurement. */
export interface Stage {
  readonly studio: LiveStudio;
  readonly api: StudioClient;
  readonly browser: string;
  /** A window of the owner, who has seen the tour. */
  seat(): Promise<Page>;
  /** A window nobody has signed in at. */
  stranger(): Promise<Page>;
  cdp(page: Page): Promise<CDPSession>;
  /** @returns the id of an episode of so many pages of screenplay. */
  script(pages: number): Promise<string>;
  /** @returns the ids of episodes of one series, of so many pages each. */
  scripts(pages: readonly number[]): Promise<string[]>;
  /** @returns the id of an episode of so many shots, each with a clip, when all their pictures are there. */
  board(shots: number): Promise<string>;
  /** @returns the id of an episode whose series has so many things: a lamp each. */
  cards(count: number): Promise<string>;
  /** A program that writes in an episode. */
  writer(episodeId: string): Promise<DocumentSession>;
  end(): Promise<void>;
}

/** @param dataDir where a browser that came from npm lies. */
export async function openStage(dataDir: string, say: (line: string) => void): Promise<Stage> {
  const found = await findBrowser(dataDir, say);
  if (found === null) throw new Error('There is no browser to measure in; set CHROMIUM_PATH to one.');
  const studio = await startLiveStudio();
  const ended = new AbortController();
  const api = await signIn(studio.url, studio.collabUrl, await studio.loginToken(), ended.signal);
  const browser = await chromium.launch({
    executablePath: found.path,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--js-flags=--expose-gc'],
  });
  const random = seededRandom(20);
  const open = async (document: DocumentName) => {
    const ticket = async () => (await api.call('mintTicket', { body: { document } })).ticket;
    const session = openDocument({ url: studio.collabUrl, name: document, ticket, origin: studio.url, user: null });
    await session.ready;
    return session;
  };
  const seriesOf = async (...episodes: { title: string; fountain: string }[]) => {
    const series = await api.call('createSeries', { body: { title: `${episodes[0]?.title} (series)` } });
    const ids: string[] = [];
    for (const body of episodes) ids.push((await api.call('createEpisode', { params: { seriesId: series.id }, body })).id);
    return ids;
  };
  const scripts = (pages: readonly number[]) =>
    seriesOf(...pages.map((count) => ({ title: `${count} pages`, fountain: screenplay(count, random) })));
  const stranger = async () => (await browser.newContext({ viewport: VIEWPORT })).newPage();
  return {
    studio,
    api,
    browser: `${found.label} ${browser.version()}`,
    stranger,
    async seat() {
      const page = await stranger();
      await page.addInitScript(skipTour);
      await page.goto(await studio.ownerLink());
      await page.waitForURL(`${studio.url}/`);
      return page;
    },
    cdp: (page) => page.context().newCDPSession(page),
    scripts,
    script: async (pages) => (await scripts([pages]))[0] ?? '',
    async board(shots) {
      const fountain = `INT. HARBOUR - DAY\n\n${speech(random)}\n\nEXT. SEA - NIGHT\n\n${speech(random)}\n`;
      const [id = ''] = await seriesOf({ title: `${shots} shots`, fountain });
      const session = await open(documentName('episode', id));
      const scenes = [...sceneIdsOf(session.doc)];
      session.transact('bench', () => {
        for (let n = 0; n < shots; n++) {
          const sceneId = scenes[n % scenes.length] ?? '';
          const shot = { ...aNewShot(random, { cast: [], lines: [], locationId: null }), sceneId };
          runCommand(session.doc, addShot, { shot, before: null, clip: { id: newId(), duration: random.int(24, 72) } }, 'bench');
        }
      });
      await session.durable();
      session.destroy();
      const renders = await open(documentName('renders', id));
      await api.until(async () => (readRecords(renders.doc, 'shotStills').length >= shots ? true : null));
      renders.destroy();
      return id;
    },
    async cards(count) {
      const series = await api.call('createSeries', { body: { title: `${count} cards` } });
      const body = { title: 'Many things', fountain: 'INT. LAMP ROOM - NIGHT\n\nRain.\n' };
      const { id } = await api.call('createEpisode', { params: { seriesId: series.id }, body });
      const session = await open(documentName('series', series.id));
      for (let from = 1; from <= count; from += PROPS_AT_ONCE) {
        const numbers = Array.from({ length: Math.min(PROPS_AT_ONCE, count + 1 - from) }, (_, at) => from + at);
        const props = numbers.map((n) => ({
          id: newId(),
          name: `Lamp ${n}`,
          kind: 'lamp' as const,
          description: speech(random),
        }));
        session.transact('bench', () => runCommand(session.doc, addProps, { props }, 'bench'));
        await session.durable();
      }
      session.destroy();
      return id;
    },
    writer: (episodeId) => open(documentName('episode', episodeId)),
    async end() {
      ended.abort();
      await browser.close();
      await studio.stop();
    },
  };
}

/** A person who has seen the tour; runs in the page. */
function skipTour(): void {
  const key = 'trashfire.ui';
  if (localStorage.getItem(key) === null) localStorage.setItem(key, JSON.stringify({ state: { tourDone: true }, version: 0 }));
}

function screenplay(pages: number, random: Random): string {
  const page = (n: number) =>
    `INT. BOAT SHED ${n} - DAY\n\n${Array.from({ length: SPEECHES_A_PAGE }, () => speech(random)).join('\n\n')}`;
  return `${Array.from({ length: pages }, (_, n) => page(n + 1)).join('\n\n')}\n`;
}

/** A direction of one line and a speech of two. */
function speech(random: Random): string {
  const words = (count: number) => Array.from({ length: count }, () => random.pick(WORDS)).join(' ');
  return `${words(6)}.\n\n${random.pick(['NAO', 'KEEPER', 'MIKA'])}\n${words(9)}.`;
}
