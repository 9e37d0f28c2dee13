import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Manifest } from './manifest.ts';

/**
 * Canonical JSON: keys sorted by code unit, no white space, `undefined` left out (RFC 8785 for the values we use).
 * @throws TypeError on a number that is not finite, which would otherwise silently become null.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((v) => canonicalJson(v)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    // Plain loops: a plan writes hundreds of kilobytes of this on each edit, between two key strokes.
    const record = value as Readonly<Record<string, unknown>>;
    let json = '';
    for (const key of Object.keys(record).sort()) {
      const field = record[key];
      if (field !== undefined) json += `${json === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(field)}`;
    }
    return `{${json}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('canonical JSON has no NaN and no infinity');
  return JSON.stringify(value);
}

/** @returns the revision of a manifest: 64 hex digits. Runs in the browser and in Node alike, synchronously, because the room computes staleness as people type. */
export function revisionOf(manifest: Manifest): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(manifest))));
}
