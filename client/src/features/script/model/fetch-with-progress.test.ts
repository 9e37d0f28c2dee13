import { afterEach, expect, it, vi } from 'vitest';
import { fetchWithProgress } from './fetch-with-progress.ts';

afterEach(() => void vi.unstubAllGlobals());

/** The server answers with so many packets of 200 kB, each of its own number. */
function answers(packets: number, headers: Record<string, string> = {}, status = 200): void {
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      for (let packet = 0; packet < packets; packet++) stream.enqueue(new Uint8Array(200_000).fill(packet));
      stream.close();
    },
  });
  vi.stubGlobal('fetch', async () => new Response(body, { status, headers }));
}

it('gives the file whole and tells of it now and then', async () => {
  answers(7, { 'content-length': '1400000' });
  const told: unknown[] = [];
  const file = await fetchWithProgress('/file', (loaded, total) => told.push([loaded, total]));
  expect(told).toEqual([
    [0, 1_400_000],
    [600_000, 1_400_000],
    [1_200_000, 1_400_000],
  ]);
  expect(file).toHaveLength(1_400_000);
  expect([0, 1, 2, 3, 4, 5, 6].map((packet) => file[packet * 200_000 + 199_999])).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

it('does not take the size of what was compressed for the size of what comes out', async () => {
  answers(3, { 'content-length': '1000', 'content-encoding': 'gzip' });
  const told: unknown[] = [];
  await fetchWithProgress('/file', (loaded, total) => told.push([loaded, total]));
  expect(told).toEqual([
    [0, null],
    [600_000, null],
  ]);
});

it('fails where it is refused, whatever page comes with it', async () => {
  answers(1, {}, 404);
  await expect(fetchWithProgress('/file', () => undefined)).rejects.toThrow('404');
});
