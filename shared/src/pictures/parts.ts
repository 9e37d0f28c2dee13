import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { PART_BYTES } from './limits.ts';

/** A piece of a file; `hash` is the sha256 of its bytes, 64 hex digits. */
export interface FilePart {
  hash: string;
  bytes: number;
}

/**
 * Cuts a file into parts that are sent one by one, so that a broken line costs no more than one of them. Lets others run
 * between parts: hashing all of a large file at once would hold up the page.
 */
export async function partsOf(file: Uint8Array): Promise<{ hash: string; parts: FilePart[]; pieces: Uint8Array[] }> {
  const whole = sha256.create();
  const parts: FilePart[] = [];
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < file.length; at += PART_BYTES) {
    const piece = file.subarray(at, at + PART_BYTES);
    whole.update(piece);
    parts.push({ hash: bytesToHex(sha256(piece)), bytes: piece.length });
    pieces.push(piece);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { hash: bytesToHex(whole.digest()), parts, pieces };
}
