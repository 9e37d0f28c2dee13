import { crc32, deflateSync } from 'node:zlib';

/** A real PNG (8-bit RGB) of one colour with noise in it, so that it does not pack to nothing. @param noise 0..255. */
export function aPng(width: number, height: number, [r, g, b]: readonly [number, number, number], noise = 0): Buffer {
  const row = 1 + width * 3;
  const raw = Buffer.alloc(row * height);
  let state = 12345;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      const n = noise === 0 ? 0 : (state >>> 16) % noise;
      raw.set([(r + n) % 256, (g + n) % 256, (b + n) % 256], y * row + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
