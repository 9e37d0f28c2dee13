import { type DocumentName, documentName } from '@trashfire/shared/document/names';
import { newId } from '@trashfire/shared/ids';
import { expect, it, vi } from 'vitest';
import { DocumentPool } from './document-pool.ts';

it('settles and closes what is open, whatever else failed to open or to close, and opens a failed one anew', async () => {
  const names = {
    failed: documentName('series', newId()),
    stuck: documentName('episode', newId()),
    good: documentName('renders', newId()),
  };
  const closed: string[] = [];
  let refuses = true;
  const pool = new DocumentPool(async ({ name }: { name: DocumentName }) => {
    if (name === names.failed && refuses) throw new Error('does not open');
    const close = async () => {
      if (name === names.stuck) throw new Error('does not close');
      closed.push(name);
    };
    return { session: { ready: Promise.resolve(), durable: async () => undefined }, close };
  });
  const failed = pool.acquire({ name: names.failed });
  await Promise.all([pool.acquire({ name: names.stuck }), pool.acquire({ name: names.good })]);
  await pool.settle();
  await expect(failed).rejects.toThrow('does not open');
  refuses = false;
  await pool.acquire({ name: names.failed });
  await pool.close();
  expect(closed.toSorted()).toEqual([names.failed, names.good].toSorted());
});

it('closes the others while one is failing to open', async () => {
  const names = { failing: documentName('series', newId()), good: documentName('episode', newId()) };
  const opening = Promise.withResolvers<never>();
  const closed: string[] = [];
  const pool = new DocumentPool(({ name }: { name: DocumentName }) => {
    if (name === names.failing) return opening.promise;
    return Promise.resolve({
      session: { ready: Promise.resolve(), durable: async () => undefined },
      close: async () => void closed.push(name),
    });
  });
  const failing = pool.acquire({ name: names.failing });
  await pool.acquire({ name: names.good });
  const closing = pool.close();
  opening.reject(new Error('does not open'));
  await closing;
  await expect(failing).rejects.toThrow('does not open');
  expect(closed).toEqual([names.good]);
});

it('writes into a document that nothing shows any more, and keeps it open until that is saved', async () => {
  vi.useFakeTimers();
  try {
    const name = documentName('episode', newId());
    const saving = Promise.withResolvers<void>();
    const opened: { written: string[]; open: boolean }[] = [];
    const pool = new DocumentPool(async (_: { name: DocumentName }) => {
      const document = { written: [] as string[], open: true };
      opened.push(document);
      const session = {
        ready: Promise.resolve(),
        durable: () => saving.promise,
        write: (words: string) => document.open && document.written.push(words),
      };
      return {
        session,
        close: async () => {
          document.open = false;
        },
      };
    });
    const shown = await pool.acquire({ name });
    pool.release(name);
    await vi.runAllTimersAsync();
    expect(shown.write('Too late.')).toBe(false);
    expect(await pool.use({ name }, (session) => session.write('A picture.'))).toBe(1);
    await vi.runAllTimersAsync();
    expect(opened.map(({ written, open }) => [written, open])).toEqual([
      [[], false],
      [['A picture.'], true],
    ]);
    saving.resolve();
    await vi.runAllTimersAsync();
    expect(opened[1]?.open).toBe(false);
    const refused = pool.use({ name }, () => {
      throw new Error('locked');
    });
    await expect(refused).rejects.toThrow('locked');
    await vi.runAllTimersAsync();
    expect(opened[2]?.open).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});
