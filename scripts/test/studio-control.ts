/** A studio that tests drive over the channel to their process; tests/support/studio-process.ts is the other end. */
import { z } from 'zod';
import { ROOT } from '../checks.ts';
import { startStudio } from '../studio/studio.ts';

const Options = z.object({ dataDir: z.string(), port: z.number().optional(), servicesRoot: z.string().optional() });
const Question = z.object({ id: z.number(), what: z.enum(['started', 'ownerLink', 'guestLink', 'loginToken', 'pids']) });

const { servicesRoot, port, dataDir } = Options.parse(JSON.parse(process.env.STUDIO_CONTROL ?? '{}'));
const line = (text: string): void => void process.send?.({ line: text });
const told = new AbortController();
const starting = startStudio({
  root: ROOT,
  dataDir,
  port: port ?? 0,
  lan: false,
  signal: told.signal,
  say: line,
  step: (text) => (done) => line(`${text}: ${done}`),
  ...(servicesRoot === undefined ? {} : { servicesRoot }),
});

async function answer(what: z.infer<typeof Question>['what']): Promise<unknown> {
  const studio = await starting;
  if (what === 'started') return { url: studio.url, collabUrl: studio.collabUrl };
  return studio[what]();
}

process.on('message', (message) => {
  const { id, what } = Question.parse(message);
  answer(what).then(
    (value) => process.send?.({ id, value }),
    (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});

process.on('disconnect', () => {
  told.abort();
  starting
    .then((studio) => studio.stop())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
});
starting.catch((error: unknown) => line(error instanceof Error ? error.message : String(error)));
