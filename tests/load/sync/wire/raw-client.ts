import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { clientFrame, FrameReader, OPCODE } from './frames.ts';

/** Shared by all sockets: it is read out before the next socket is read. */
const readBuffer = Buffer.allocUnsafe(256 * 1024);

export interface Target {
  port: number;
  /** Path and query of the upgrade. */
  path: string;
  origin: string;
}

/**
 * One WebSocket connection on a bare TCP socket. A client library would spend more on each message than a good server does, and
 * the loader has one core like the server has.
 */
export class RawClient {
  /** Resolves once the server has accepted the upgrade. */
  readonly opened: Promise<void>;
  /** Whole messages, as views that must not be kept; null counts them only. */
  onMessage: ((message: Uint8Array) => void) | null = null;
  /** Called when the server ends the connection. */
  onEnd: (why: string) => void = () => undefined;
  messages = 0;
  bytes = 0;
  private readonly socket: Socket;
  private readonly reader: FrameReader;
  private upgraded = false;
  private answer = '';
  private closing = false;
  private accept: () => void = () => undefined;
  private refuse: (error: Error) => void = () => undefined;

  constructor({ port, path, origin }: Target) {
    this.opened = new Promise((resolve, reject) => {
      this.accept = resolve;
      this.refuse = reject;
    });
    this.reader = new FrameReader((opcode, payload) => this.hear(opcode, payload));
    this.socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: (length, buffer) => {
          this.receive(Buffer.from(buffer.buffer, buffer.byteOffset, length));
          return true;
        },
      },
    });
    const key = randomBytes(16).toString('base64');
    this.socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nOrigin: ${origin}\r\n\r\n`,
    );
    this.socket.on('error', (error) => this.ended(error.message));
    this.socket.on('close', () => this.ended('the connection was cut'));
  }

  /** @param frame finished, as the dialect makes it. */
  send(frame: Uint8Array): void {
    this.socket.write(frame);
  }

  close(): void {
    this.closing = true;
    this.socket.end(clientFrame(Buffer.from([3, 232]), OPCODE.close));
    this.socket.unref();
  }

  private receive(chunk: Buffer): void {
    if (this.upgraded) {
      this.reader.push(chunk);
      return;
    }
    this.answer += chunk.toString('latin1');
    const end = this.answer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const status = this.answer.slice(0, this.answer.indexOf('\r\n'));
    if (!status.includes(' 101 ')) {
      this.ended(`refused: ${status}`);
      this.socket.destroy();
      return;
    }
    this.upgraded = true;
    const rest = Buffer.from(this.answer.slice(end + 4), 'latin1');
    this.accept();
    if (rest.length > 0) this.reader.push(rest);
  }

  private hear(opcode: number, payload: Uint8Array): void {
    if (opcode === OPCODE.binary) {
      this.messages++;
      this.bytes += payload.length;
      this.onMessage?.(payload);
    } else if (opcode === OPCODE.ping) {
      this.send(clientFrame(payload, OPCODE.pong));
    } else if (opcode === OPCODE.close) {
      const code = ((payload[0] ?? 0) << 8) | (payload[1] ?? 0);
      this.ended(`closed with ${code} ${Buffer.from(payload.subarray(2)).toString('utf8')}`);
    }
  }

  private ended(why: string): void {
    if (!this.upgraded) this.refuse(new Error(`A client could not connect: ${why}`));
    if (this.closing) return;
    this.closing = true;
    this.onEnd(why);
  }
}
