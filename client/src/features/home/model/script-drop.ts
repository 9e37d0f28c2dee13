import { t } from '@lingui/core/macro';
import { AppError } from '@trashfire/shared/errors/app-error';
import { decodeTextFile } from '@trashfire/shared/fountain/text-file';

/** As much as the api takes (contract: CreateEpisodeBody). */
const LIMIT = 2_000_000;

/** Reads a dropped or chosen file as Fountain. @throws AppError `bad-input` or `too-large` with words for the person. */
export async function readFountain(file: File): Promise<{ title: string; fountain: string }> {
  if (file.size > LIMIT)
    throw new AppError('too-large', t`${{ file: file.name }} is larger than 2 MB. A script that long is not one episode.`);
  const fountain = decodeTextFile(new Uint8Array(await file.arrayBuffer()));
  if (fountain === null) {
    throw new AppError(
      'bad-input',
      t`${{ file: file.name }} is not UTF-8 text. Export it from your editor as Fountain (.fountain or .txt, UTF-8).`,
    );
  }
  if (fountain.trim() === '') throw new AppError('bad-input', t`${{ file: file.name }} is empty.`);
  return { title: titleOf(fountain) ?? file.name.replace(/\.[^.]+$/, ''), fountain };
}

/** The `Title:` of a Fountain title page, on its line or on the indented ones below it; null where there is none. */
export function titleOf(fountain: string): string | null {
  const lines = fountain.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (!/^[\w ]+:/.test(lines[0] ?? '')) return null;
  const end = lines.findIndex((line) => line.trim() === '');
  const page = end < 0 ? lines : lines.slice(0, end);
  const at = page.findIndex((line) => /^title:/i.test(line));
  if (at < 0) return null;
  const here = (page[at] ?? '').slice('title:'.length).trim();
  const below = page.slice(at + 1).filter((_line, index, all) => all.slice(0, index + 1).every((l) => /^(\t| {3,})/.test(l)));
  const text = [here, ...below.map((line) => line.trim())].filter(Boolean).join(' ').replace(/[*_]+/g, '').trim();
  return text === '' ? null : text.slice(0, 200);
}

/** Whether pasted text reads like a screenplay rather than a note: it has a scene heading on a line of its own. */
export function looksLikeScript(text: string): boolean {
  return /^\s*(int|ext|est|i\/e|int\.?\/ext)[. ]/im.test(text);
}
