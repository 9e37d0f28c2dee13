/** Variable-length numbers and byte strings of lib0, as all three protocols use them: seven bits a byte, lowest first. */

/** A place in a message while it is read. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

export function readVarUint(cursor: Cursor): number {
  let value = 0;
  let factor = 1;
  for (;;) {
    const byte = cursor.bytes[cursor.at++];
    if (byte === undefined) throw new RangeError('a number goes past the end of the message');
    value += (byte & 127) * factor;
    if (byte < 128) return value;
    factor *= 128;
  }
}

/** A view of the bytes, not a copy: it lives as long as the message. */
export function readVarBytes(cursor: Cursor): Uint8Array {
  const length = readVarUint(cursor);
  const from = cursor.at;
  cursor.at += length;
  if (cursor.at > cursor.bytes.length) throw new RangeError('bytes go past the end of the message');
  return cursor.bytes.subarray(from, cursor.at);
}

export function varUint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}

export function varBytes(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(varUint(bytes.length)), bytes]);
}

export function varString(text: string): Buffer {
  return varBytes(Buffer.from(text, 'utf8'));
}
