import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOut, saveFilm, usualOut } from './film-file.ts';
import { readScreenplay } from './screenplay.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trashfire-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const SCENE = 'INT. KITCHEN - DAY\n\nNao pours tea.\n';

describe('reading a screenplay', () => {
  it('takes its title from the title page, else from its name', async () => {
    const titled = await readScreenplay(write('a.fountain', `Title:\n    Paper\n    Kites\nAuthor: N. N.\n\n${SCENE}`));
    expect(titled).toMatchObject({ title: 'Paper Kites', scenes: 1 });
    expect((await readScreenplay(write('the-lamp.fountain', SCENE))).title).toBe('the-lamp');
  });

  it('keeps the text byte for byte', async () => {
    const text = `\ufeff${SCENE.replaceAll('\n', '\r\n')}`;
    expect((await readScreenplay(write('a.fountain', text))).text).toBe(text);
  });

  it.each([
    ['an empty file', '', /is empty$/],
    ['blank lines', ' \n\n\t\n', /is empty$/],
    ['prose', 'It was a dark and stormy night.\n', /has no scene heading$/],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), /is not a text file$/],
    ['a PDF', '%PDF-1.7\nINT. KITCHEN - DAY\n', /is not a text file$/],
    ['bytes that are no UTF-8', Uint8Array.from([...Buffer.from('INT. CAF'), 0xc9, 0x20, 0x0a]), /is not a text file$/],
    ['more than the studio takes', Buffer.alloc(8_000_001, 'a'), /is too large for one episode$/],
  ])('refuses %s', async (_, content, problem) => {
    const failure = { message: expect.stringMatching(problem) as string, exitCode: 2 };
    await expect(readScreenplay(write('a.fountain', content))).rejects.toMatchObject(failure);
  });

  it('refuses a folder, and a file that is not there', async () => {
    await expect(readScreenplay(folder)).rejects.toMatchObject({ message: `${folder} is a folder`, exitCode: 2 });
    const missing = join(folder, 'no', 'file');
    await expect(readScreenplay(missing)).rejects.toMatchObject({ message: `there is no file ${missing}`, exitCode: 2 });
  });
});

describe('where the film goes', () => {
  it('is named after the screenplay', () => {
    expect(usualOut('/films', '/scripts/paper-kites.fountain')).toBe('/films/paper-kites.mp4');
  });

  it('is found fit without leaving a trace', async () => {
    const out = write('film.mp4', 'an older film');
    await checkOut(out, join(folder, 'a.fountain'));
    await checkOut(join(folder, 'new.mp4'), join(folder, 'a.fountain'));
    expect(readdirSync(folder)).toEqual(['film.mp4']);
    expect(readFileSync(out, 'utf8')).toBe('an older film');
  });

  it('is refused on top of the screenplay, as a folder, or in a folder that is not there', async () => {
    const screenplay = write('a.fountain', SCENE);
    await expect(checkOut(join(folder, '.', 'a.fountain'), screenplay)).rejects.toMatchObject({ exitCode: 2 });
    await expect(checkOut(folder, screenplay)).rejects.toMatchObject({ message: `${folder} is a folder`, exitCode: 2 });
    await expect(checkOut(join(folder, 'no', 'film.mp4'), screenplay)).rejects.toMatchObject({ exitCode: 2 });
  });

  it.skipIf(process.getuid?.() === 0)('is refused where nothing may be written', async () => {
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    const failure = { message: expect.stringMatching(/cannot be written \(not allowed\)$/) as string, exitCode: 2 };
    await expect(checkOut(join(locked, 'film.mp4'), join(folder, 'a'))).rejects.toMatchObject(failure);
  });
});

describe('fetching the film', () => {
  const serve = async (announced: number, sent: string, work: (url: string) => Promise<void>): Promise<void> => {
    const server = createServer((_, response) => {
      response.writeHead(announced === 0 ? 403 : 200, { 'content-length': announced });
      response.write(sent, () => (sent.length === announced ? response.end() : response.destroy()));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    try {
      await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  };
  const signal = new AbortController().signal;

  it('arrives whole', async () => {
    await serve(4, 'film', async (url) => {
      expect(await saveFilm(url, join(folder, 'film.mp4'), signal)).toBe(4);
    });
    expect(readdirSync(folder)).toEqual(['film.mp4']);
  });

  it('leaves the older film and nothing else when it does not', async () => {
    const out = write('film.mp4', 'an older film');
    await serve(9, 'half', async (url) => {
      await expect(saveFilm(url, out, signal)).rejects.toMatchObject({ exitCode: 1 });
    });
    await serve(0, '', async (url) => {
      await expect(saveFilm(url, out, signal)).rejects.toMatchObject({ message: 'the film could not be fetched (403)' });
    });
    expect(readdirSync(folder)).toEqual(['film.mp4']);
    expect(readFileSync(out, 'utf8')).toBe('an older film');
  });
});
