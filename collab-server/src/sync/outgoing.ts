const FIN_BINARY = 0x82;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/**
 * Messages for any number of sockets, framed once: RFC 6455 §5.2, one unmasked binary frame a message. Framing per socket was
 * a fifth of what fan-out costs (facts: sync §5.3).
 */
export class Outgoing {
  /** All frames, as they travel. Shared by everybody it is sent to: never changed. */
  readonly wire: Buffer;
  /** The messages inside `wire`, for a socket that frames by itself. */
  readonly messages: readonly Uint8Array[];

  constructor(messages: readonly Uint8Array[]) {
    this.wire = Buffer.allocUnsafe(messages.reduce((sum, { length }) => sum + headerBytes(length) + length, 0));
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
}

/** One message of this many bytes, to be written into `messages[0]` before anybody is sent it. */
export function blankOutgoing(length: number): Outgoing {
  const wire = Buffer.allocUnsafe(headerBytes(length) + length);
  const at = writeHeader(wire, 0, length);
  return { wire, messages: [wire.subarray(at)] };
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
