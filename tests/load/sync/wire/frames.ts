import { randomBytes } from 'node:crypto';

/** WebSocket frames (RFC 6455 §5), just what a client that neither fragments nor compresses needs. */
export const OPCODE = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** One masked frame of a client. @param opcode of {@link OPCODE}. */
export function clientFrame(payload: Uint8Array, opcode: number = OPCODE.binary): Buffer {
  const mask = randomBytes(4);
  // A mask of zeros would spare the server the work that every real client gives it.
  mask[0] = (mask[0] ?? 0) | 1;
  const { length } = payload;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + 4 + length);
  frame[0] = 0x80 | opcode;
  if (head === 2) frame[1] = 0x80 | length;
  else if (head === 4) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  mask.copy(frame, head);
  for (let i = 0; i < length; i++) frame[head + 4 + i] = (payload[i] ?? 0) ^ (mask[i & 3] ?? 0);
  return frame;
}

/** Large payloads are collected in buffers that are used again: a hundred joiners of a large document would else cost the loader its time. */
class BufferPool {
  private readonly free: Buffer[] = [];

  take(length: number): Buffer {
    const found = this.free.findIndex((buffer) => buffer.length >= length);
    return found < 0 ? Buffer.allocUnsafe(length) : (this.free.splice(found, 1)[0] as Buffer);
  }

  give(buffer: Buffer): void {
    if (buffer.length >= 65_536) this.free.push(buffer);
  }
}
const pool = new BufferPool();

/** Called with a whole payload; it is a view that must not be kept. */
export type OnFrame = (opcode: number, payload: Uint8Array) => void;

/** Splits what a server sends into frames. Frames that lie whole in a chunk are read in place. */
export class FrameReader {
  private readonly onFrame: OnFrame;
  /** Bytes of a frame whose header is not whole yet. */
  private head: Buffer | null = null;
  private payload: Buffer | null = null;
  private opcode = 0;
  private wanted = 0;
  private filled = 0;

  constructor(onFrame: OnFrame) {
    this.onFrame = onFrame;
  }

  push(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.head !== null) {
      bytes = Buffer.concat([this.head, chunk]);
      this.head = null;
    }
    let at = 0;
    while (at < bytes.length) {
      if (this.payload !== null) {
        at = this.fill(bytes, at);
        continue;
      }
      const header = readHeader(bytes, at);
      if (header === null) {
        this.head = Buffer.from(bytes.subarray(at));
        return;
      }
      const start = at + header.size;
      if (start + header.length <= bytes.length) {
        at = start + header.length;
        this.onFrame(header.opcode, bytes.subarray(start, at));
      } else {
        this.payload = pool.take(header.length);
        this.opcode = header.opcode;
        this.wanted = header.length;
        this.filled = 0;
        at = start;
      }
    }
  }

  private fill(bytes: Uint8Array, at: number): number {
    const payload = this.payload as Buffer;
    const part = bytes.subarray(at, at + this.wanted - this.filled);
    payload.set(part, this.filled);
    this.filled += part.length;
    if (this.filled === this.wanted) {
      this.payload = null;
      this.onFrame(this.opcode, payload.subarray(0, this.wanted));
      pool.give(payload);
    }
    return at + part.length;
  }
}

function readHeader(bytes: Uint8Array, at: number): { opcode: number; length: number; size: number } | null {
  const left = bytes.length - at;
  if (left < 2) return null;
  const opcode = (bytes[at] ?? 0) & 15;
  const short = (bytes[at + 1] ?? 0) & 127;
  if (short < 126) return { opcode, length: short, size: 2 };
  const size = short === 126 ? 4 : 10;
  if (left < size) return null;
  let length = 0;
  for (let i = at + 2; i < at + size; i++) length = length * 256 + (bytes[i] ?? 0);
  return { opcode, length, size };
}
