import { AppError } from '@trashfire/shared/errors/app-error';
import { PART_BYTES } from '@trashfire/shared/pictures/limits';
import { expect, it } from 'vitest';
import { type SendDeps, sendPicture } from './send-picture.ts';

const FILE = Uint8Array.from({ length: 3 * PART_BYTES + 10 }, (_, i) => (i * 7 + Math.floor(i / PART_BYTES)) % 251);
const never = new AbortController().signal;

/** A store that has what arrived; `faults` are thrown one by one, at the put they name. */
function aStore(faults: { at: number; error: unknown }[] = []) {
  const there = new Map<string, Uint8Array>();
  const log: string[] = [];
  let puts = 0;
  const deps: SendDeps = {
    async begin({ parts }) {
      log.push('begin');
      return { urls: parts.map(({ hash }) => (there.has(hash) ? null : hash)) };
    },
    async put(url, piece, signal, onBytes) {
      puts += 1;
      onBytes(Math.floor(piece.length / 2));
      signal.throwIfAborted();
      if (faults[0]?.at === puts) throw faults.shift()?.error;
      there.set(url, piece);
      log.push(`put ${piece.length}`);
    },
    async finish({ hash, parts }) {
      log.push('finish');
      expect(parts.every((part) => there.get(part.hash)?.length === part.bytes)).toBe(true);
      return { hash, mime: 'image/png', width: 640, height: 360 };
    },
    async drop({ parts }) {
      log.push('drop');
      for (const { hash } of parts) there.delete(hash);
    },
    pause: async (attempt) => void log.push(`pause ${attempt}`),
  };
  return { deps, log, there };
}
const broken = () => new AppError('unavailable');

it('sends every part once and tells how far it is', async () => {
  const { deps, log } = aStore();
  const shares: number[] = [];
  await sendPicture(FILE, deps, never, (share) => shares.push(share));
  expect(log).toEqual(['begin', ...Array(3).fill(`put ${PART_BYTES}`), 'put 10', 'finish']);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBeLessThanOrEqual(1);
});

it('goes on where a broken line stopped it', async () => {
  const { deps, log } = aStore([{ at: 3, error: broken() }]);
  await sendPicture(FILE, deps, never, () => undefined);
  const part = `put ${PART_BYTES}`;
  expect(log).toEqual(['begin', part, part, 'pause 1', 'begin', part, 'put 10', 'finish']);
});

it('gives up after six tries that bring nothing, and keeps what is there for the next time', async () => {
  const faults = Array.from({ length: 6 }, (_, i) => ({ at: 2 + i, error: broken() }));
  const { deps, log, there } = aStore(faults);
  await expect(sendPicture(FILE, deps, never, () => undefined)).rejects.toThrow(AppError);
  expect(log.filter((line) => line.startsWith('pause'))).toHaveLength(5);
  expect(there.size).toBe(1);
  await sendPicture(FILE, deps, never, () => undefined);
  expect(log.at(-1)).toBe('finish');
});

it('does not try again what will never be a picture', async () => {
  const { deps, log } = aStore([{ at: 1, error: new AppError('bad-input', 'That is a web page.') }]);
  await expect(sendPicture(FILE, deps, never, () => undefined)).rejects.toThrow('That is a web page.');
  expect(log).toEqual(['begin']);
});

it('takes back what it sent when it is given up', async () => {
  const given = new AbortController();
  const { deps, log, there } = aStore();
  const sending = sendPicture(FILE, deps, given.signal, (share) => share > 0.5 && given.abort(new Error('given up')));
  await expect(sending).rejects.toThrow('given up');
  expect(log.at(-1)).toBe('drop');
  expect(there.size).toBe(0);
});
