import type { Readable } from 'node:stream';

/** Bytes of one team under the sha256 of their content; knowing a hash grants nothing without the team's row (DESIGN §7). */
export interface AssetKey {
  /** uuid. */
  teamId: string;
  /** 64 hex digits. */
  hash: string;
}

/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Where bytes lie. Every adapter passes ./testing/store-acceptance.ts. */
export interface AssetStore {
  /**
   * Stores bytes; all of them or nothing, also when the process dies half-way. Storing what is there already is fine.
   * @throws AppError bad-input when the bytes are not `size` many or do not have that hash; nothing is stored then.
   */
  put(key: AssetKey, bytes: AsyncIterable<Uint8Array>, size: number): Promise<void>;
  /** @returns the size in bytes, or null when the store does not have them. */
  size(key: AssetKey): Promise<number | null>;
  /** @returns the bytes (all, or a range inside the size), or null when the store does not have them. */
  get(key: AssetKey, range?: ByteRange): Promise<Readable | null>;
  /** Forgets the bytes; those that are not there are forgotten already. */
  delete(key: AssetKey): Promise<void>;
}
