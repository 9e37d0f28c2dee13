import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Crockford base32: no I, L, O or U, so an id can be read aloud and is legal as a Fountain scene number. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** Matches exactly one id as minted by {@link newId}. */
export const ID_PATTERN = /^[0-9A-HJKMNP-TV-Z]{12}$/;

/**
 * Mints an id: 12 characters of Crockford base32 (60 random bits).
 * @param random fills an array with random bytes; tests pass a seeded one.
 */
export function newId(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (b) => crypto.getRandomValues(b)): string {
  let id = '';
  for (const byte of random(new Uint8Array(LENGTH))) id += ALPHABET[byte & 31];
  return id;
}

/** Whether something is exactly one id as {@link newId} mints it. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID_PATTERN.test(value);
}

/**
 * An id that every peer derives alike from the same parts, for records that exist by definition (a timeline's tracks):
 * two clients that create them at once make one record, not two.
 */
export function derivedId(...parts: readonly string[]): string {
  let id = '';
  for (const byte of sha256(utf8ToBytes(JSON.stringify(parts))).subarray(0, LENGTH)) id += ALPHABET[byte & 31];
  return id;
}
