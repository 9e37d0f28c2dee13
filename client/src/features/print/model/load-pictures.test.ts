import { expect, it } from 'vitest';
import { loadPictures } from './load-pictures.ts';

it('has those that were signed and came, and asks for no more at once than the api takes', async () => {
  const hashes = Array.from({ length: 1100 }, (_, index) => `h${index}`);
  const asked: number[] = [];
  const urls = await loadPictures(hashes, {
    sign: (batch) => {
      asked.push(batch.length);
      return Promise.resolve(Object.fromEntries(batch.map((hash) => [hash, hash === 'h7' ? null : `/${hash}`])));
    },
    load: (url) => Promise.resolve(url !== '/h8'),
  });
  expect(asked).toEqual([500, 500, 100]);
  expect(urls.size).toBe(1098);
  expect(urls.get('h9')).toBe('/h9');
  expect([urls.has('h7'), urls.has('h8')]).toEqual([false, false]);
});

it('fails where nothing can be signed', async () => {
  const deps = { sign: () => Promise.reject(new Error('no answer')), load: () => Promise.resolve(true) };
  await expect(loadPictures(['a'], deps)).rejects.toThrow('no answer');
});
