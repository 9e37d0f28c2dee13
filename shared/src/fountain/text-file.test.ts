import { expect, it } from 'vitest';
import { decodeTextFile } from './text-file.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

it('keeps every byte of a UTF-8 file, the byte order mark and each kind of line end included', () => {
  const text = '\uFEFFINT. CAFÉ - DAY\r\n\r\nZOË\rOui.\n';
  const decoded = decodeTextFile(utf8(text));
  expect(decoded).toBe(text);
  expect(utf8(decoded ?? '')).toEqual(utf8(text));
});

it('takes nothing that would lose letters: Latin-1, UTF-16, a PDF, a ZIP, an image', () => {
  expect(decodeTextFile(Uint8Array.from([...utf8('CAF'), 0xe9]))).toBeNull();
  expect(decodeTextFile(new Uint8Array(Buffer.from('INT. CAFE', 'utf16le')))).toBeNull();
  expect(decodeTextFile(utf8('%PDF-1.7 INT. CAFE'))).toBeNull();
  expect(decodeTextFile(utf8('PK\u0003\u0004word'))).toBeNull();
  expect(decodeTextFile(Uint8Array.from([0x89, 0x50, 0x4e, 0x47]))).toBeNull();
});

it('takes an empty file for an empty script', () => expect(decodeTextFile(new Uint8Array())).toBe(''));
