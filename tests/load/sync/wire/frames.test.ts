import { describe, expect, it } from 'vitest';
import { clientFrame, FrameReader, OPCODE } from './frames.ts';

function serverFrame(payload: Uint8Array, opcode: number = OPCODE.binary): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([0x80 | opcode, length]), payload]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

function read(chunks: readonly Uint8Array[]): { opcode: number; payload: Buffer }[] {
  const frames: { opcode: number; payload: Buffer }[] = [];
  const reader = new FrameReader((opcode, payload) => frames.push({ opcode, payload: Buffer.from(payload) }));
  for (const chunk of chunks) reader.push(chunk);
  return frames;
}

describe('FrameReader', () => {
  const payloads = [0, 1, 125, 126, 66_000].map((length, i) => Buffer.alloc(length, i + 1));
  const stream = Buffer.concat([serverFrame(Buffer.from('hm'), OPCODE.ping), ...payloads.map((payload) => serverFrame(payload))]);
  const expected = [
    { opcode: OPCODE.ping, payload: Buffer.from('hm') },
    ...payloads.map((payload) => ({ opcode: OPCODE.binary, payload })),
  ];

  it('finds every frame of a stream that arrives in one piece', () => {
    expect(read([stream])).toEqual(expected);
  });

  it('finds the same ones wherever the stream is cut', () => {
    for (const size of [1, 2, 3, 7, 4096]) {
      const chunks: Buffer[] = [];
      for (let at = 0; at < stream.length; at += size) chunks.push(stream.subarray(at, at + size));
      expect(read(chunks)).toEqual(expected);
    }
  });

  it('keeps what was read apart from a chunk whose memory is used again', () => {
    const frame = serverFrame(Buffer.from('abcdef'));
    const shared = Buffer.from(frame.subarray(0, 4));
    const frames: string[] = [];
    const reader = new FrameReader((_opcode, payload) => frames.push(Buffer.from(payload).toString()));
    reader.push(shared);
    shared.fill(0);
    reader.push(frame.subarray(4));
    expect(frames).toEqual(['abcdef']);
  });
});

describe('clientFrame', () => {
  it.each([0, 5, 125, 126, 65_535, 65_536])('is masked and carries %i bytes', (length) => {
    const payload = Buffer.alloc(length, 0x5a);
    const frame = clientFrame(payload);
    const masked = frame[1] ?? 0;
    expect(frame[0]).toBe(0x82);
    expect(masked & 0x80).toBe(0x80);
    const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
    const mask = frame.subarray(head, head + 4);
    expect(mask.some((byte) => byte !== 0)).toBe(true);
    const body = frame.subarray(head + 4).map((byte, i) => byte ^ (mask[i & 3] ?? 0));
    expect(Buffer.from(body).equals(payload)).toBe(true);
  });
});
