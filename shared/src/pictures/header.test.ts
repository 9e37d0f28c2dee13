import { describe, expect, it } from 'vitest';
import { checkPictureBytes, pictureHeader } from './header.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)));
const u32 = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const u16 = (n: number) => [n >>> 8, n & 255];

const png = (width: number, height: number) =>
  bytes([0x89], 'PNG\r\n', [0x1a, 0x0a], u32(13), 'IHDR', u32(width), u32(height), [8, 2, 0, 0, 0], u32(0));
const jpeg = (width: number, height: number, sof = 0xc0) =>
  bytes([0xff, 0xd8, 0xff, 0xe0], u16(4), 'xx', [0xff, 0xff, sof], u16(11), [8], u16(height), u16(width), [1, 0, 0, 0]);
const webp = (kind: string, ...rest: number[][]) => bytes('RIFF', u32(0), 'WEBP', kind, u32(0), ...rest, Array(20).fill(0));

describe('what a picture is, by its bytes', () => {
  it('is read of PNG, JPEG and WebP', () => {
    expect(pictureHeader(png(1920, 1080))).toEqual({ mime: 'image/png', width: 1920, height: 1080 });
    expect(pictureHeader(jpeg(640, 360))).toEqual({ mime: 'image/jpeg', width: 640, height: 360 });
    expect(pictureHeader(jpeg(640, 360, 0xc2))).toMatchObject({ width: 640 });
    expect(pictureHeader(webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a], [0x80, 2], [0x68, 1]))).toEqual({
      mime: 'image/webp',
      width: 640,
      height: 360,
    });
    const lossless = (639 | (359 << 14)) >>> 0;
    expect(pictureHeader(webp('VP8L', [0x2f], u32(lossless).reverse()))).toMatchObject({ width: 640, height: 360 });
    expect(pictureHeader(webp('VP8X', [0, 0, 0, 0], [0x7f, 2, 0], [0x67, 1, 0]))).toMatchObject({ width: 640, height: 360 });
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', bytes(''), /file is empty/],
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>'), /SVG drawing, which can hold a program/],
    ['SVG as XML', bytes('<?xml version="1.0"?>\n<svg/>'), /SVG drawing/],
    ['HTML', bytes('\n<!DOCTYPE html><script>x</script>'), /web page/],
    ['a GIF', bytes('GIF89a'), /GIF/],
    ['a PNG that is cut off', png(640, 360).subarray(0, 20), /no picture/],
    ['a JPEG without a frame', bytes([0xff, 0xd8, 0xff, 0xda], Array(20).fill(0)), /no picture/],
    ['a JPEG with a length of nothing', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0], Array(20).fill(0)), /no picture/],
    ['one pixel', png(1, 1), /1 by 1 pixels, too small/],
    ['no pixels', png(0, 500), /too small/],
    ['20,000 pixels', png(20_000, 20_000), /20000 by 20000 pixels, larger than 8192/],
    ['a long strip', png(64, 20_000), /larger than 8192/],
    ['8,000 by 8,000', jpeg(8000, 8000), /40 million in all/],
  ])('%s is refused, in words', (_, file, words) => {
    expect(() => pictureHeader(file)).toThrow(words);
  });

  it('is of at most 24 MB', () => {
    expect(() => checkPictureBytes(24 * 1024 * 1024)).not.toThrow();
    expect(() => checkPictureBytes(4 * 1024 ** 3)).toThrow(/has 4.0 GB; a picture may have 24 MB/);
    expect(() => checkPictureBytes(24 * 1024 * 1024 + 1)).toThrow(/has 25 MB/);
  });
});
