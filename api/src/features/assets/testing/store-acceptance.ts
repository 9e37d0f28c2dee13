import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { AssetKey, AssetStore } from '../store.ts';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const keyOf = (bytes: Uint8Array): AssetKey => ({ teamId: randomUUID(), hash: hashOf(bytes) });

/** Bytes in pieces of 10, as they come off a socket. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 10) yield bytes.subarray(at, at + 10);
}

async function collect(stream: Readable | null): Promise<Buffer | null> {
  if (stream === null) return null;
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

/** What every asset store does. @param store the adapter under test, called inside the tests. */
export function storeAcceptance(name: string, store: () => AssetStore): void {
  const bytes = Buffer.from('a picture of a lamp in a window, seen from the harbour at night');

  describe(`asset store: ${name}`, () => {
    it('gives back what was put, whole and in ranges', async () => {
      const key = keyOf(bytes);
      await store().put(key, pieces(bytes), bytes.length);
      expect(await store().size(key)).toBe(bytes.length);
      expect(await collect(await store().get(key))).toEqual(bytes);
      expect(await collect(await store().get(key, { start: 2, end: 8 }))).toEqual(bytes.subarray(2, 9));
      expect(await collect(await store().get(key, { start: bytes.length - 1, end: bytes.length - 1 }))).toEqual(
        bytes.subarray(-1),
      );
    });

    it('takes the same bytes twice, and from two at once', async () => {
      const key = keyOf(bytes);
      await Promise.all([store().put(key, pieces(bytes), bytes.length), store().put(key, pieces(bytes), bytes.length)]);
      await store().put(key, pieces(bytes), bytes.length);
      expect(await collect(await store().get(key))).toEqual(bytes);
    });

    it('keeps nothing of bytes that are too few, too many or not the ones announced', async () => {
      const wrong = { ...keyOf(bytes), hash: hashOf(Buffer.from('something else')) };
      const right = keyOf(bytes);
      await expect(store().put(wrong, pieces(bytes), bytes.length)).rejects.toMatchObject({ code: 'bad-input' });
      await expect(store().put(right, pieces(bytes), bytes.length + 1)).rejects.toMatchObject({ code: 'bad-input' });
      await expect(store().put(right, pieces(bytes), bytes.length - 1)).rejects.toMatchObject({ code: 'bad-input' });
      expect(await store().size(wrong)).toBeNull();
      expect(await store().size(right)).toBeNull();
    });

    it('keeps nothing of an upload that breaks off', async () => {
      const key = keyOf(bytes);
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield bytes.subarray(0, 10);
        throw new Error('the connection was cut');
      }
      await expect(store().put(key, broken(), bytes.length)).rejects.toThrow();
      expect(await store().get(key)).toBeNull();
    });

    it('keeps teams apart', async () => {
      const key = keyOf(bytes);
      await store().put(key, pieces(bytes), bytes.length);
      expect(await store().size({ ...key, teamId: randomUUID() })).toBeNull();
    });

    it('forgets, and does not mind forgetting twice', async () => {
      const key = keyOf(bytes);
      await store().put(key, pieces(bytes), bytes.length);
      await store().delete(key);
      await store().delete(key);
      expect(await store().size(key)).toBeNull();
      expect(await store().get(key)).toBeNull();
    });
  });
}
