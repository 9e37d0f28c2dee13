const FIN_BINARY = 0x82;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** Messages on their way to any number of sockets, framed already: RFC 6455 §5.2, one unmasked binary frame a message. */
export interface Sendable {
  /** All frames, as they travel, one buffer after another. Shared by everybody they are sent to: never changed. */
  readonly pieces: readonly Buffer[];
  /** Bytes of all pieces. */
  readonly length: number;
  /** The messages inside, for a socket that frames by itself. */
  readonly messages: readonly Uint8Array[];
}

/** Messages framed once in one buffer. Framing per socket was a fifth of what fan-out costs (facts: sync §5.3). */
export class Outgoing implements Sendable {
  readonly wire: Buffer;
  readonly pieces: readonly Buffer[];
  readonly messages: readonly Uint8Array[];

  /**
   * @param keeps whether it stays in memory for those who come later. Then its bytes are an allocation of their own: a small buffer
   *   is else a piece of one of 64 KiB that Node shares out, and holds all of that for as long as it lives.
   */
  constructor(messages: readonly Uint8Array[], keeps = false) {
    const bytes = messages.reduce((sum, { length }) => sum + headerBytes(length) + length, 0);
    this.wire = keeps ? Buffer.allocUnsafeSlow(bytes) : Buffer.allocUnsafe(bytes);
    this.pieces = [this.wire];
    const views: Uint8Array[] = [];
    let at = 0;
    for (const message of messages) {
      at = writeHeader(this.wire, at, message.length);
      this.wire.set(message, at);
      views.push(this.wire.subarray(at, at + message.length));
      at += message.length;
    }
    this.messages = views;
  }

  get length(): number {
    return this.wire.length;
  }
}

/** One message that lies in several buffers, most of which others are sent as well. */
export class OutgoingParts implements Sendable {
  readonly pieces: readonly Buffer[];
  readonly length: number;
  private readonly header: Buffer;

  constructor(parts: readonly Buffer[]) {
    const bytes = parts.reduce((sum, { length }) => sum + length, 0);
    this.header = Buffer.allocUnsafe(headerBytes(bytes));
    writeHeader(this.header, 0, bytes);
    this.pieces = [this.header, ...parts];
    this.length = this.header.length + bytes;
  }

  get messages(): readonly Uint8Array[] {
    return [Buffer.concat(this.pieces.slice(1))];
  }
}

function headerBytes(length: number): number {
  if (length < LENGTH_16) return 2;
  return length < 0x1_0000 ? 4 : 10;
}

/** @returns where the payload begins. */
function writeHeader(wire: Buffer, at: number, length: number): number {
  wire[at] = FIN_BINARY;
  const bytes = headerBytes(length);
  if (bytes === 2) wire[at + 1] = length;
  else if (bytes === 4) {
    wire[at + 1] = LENGTH_16;
    wire.writeUInt16BE(length, at + 2);
  } else {
    wire[at + 1] = LENGTH_64;
    wire.writeBigUInt64BE(BigInt(length), at + 2);
  }
  return at + bytes;
}
