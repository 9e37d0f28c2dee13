import { t } from '@lingui/core/macro';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Losses } from '@trashfire/shared/fdx/read';
import { decodeTextFile } from '@trashfire/shared/fountain/text-file';
import { finalDraftToFountain, isFinalDraft } from './final-draft.ts';

/** As much as the api takes (contract: CreateEpisodeBody). */
const LIMIT = 2_000_000;

/** A script as the studio takes it. */
export interface ScriptFile {
  readonly title: string;
  readonly fountain: string;
  /** What a Final Draft file held that did not come along. */
  readonly losses: Losses;
}

/** Reads a dropped, pasted or chosen file, Fountain or Final Draft. @throws AppError `bad-input` or `too-large` with words for the person. */
export async function readScriptFile(file: File): Promise<ScriptFile> {
  if (file.size > LIMIT)
    throw new AppError('too-large', t`${{ file: file.name }} is larger than 2 MB. A script that long is not one episode.`);
  const text = decodeTextFile(new Uint8Array(await file.arrayBuffer()));
  if (text === null) {
    throw new AppError(
      'bad-input',
      t`${{ file: file.name }} is not UTF-8 text. Export it from your editor as Final Draft (.fdx) or Fountain (.fountain or .txt, UTF-8).`,
    );
  }
  return await readScript(file.name, text);
}

/** The same for text that has been read already. @param name of its file. */
async function readScript(name: string, text: string): Promise<ScriptFile> {
  const { fountain, losses } = isFinalDraft(name, text) ? await finalDraftToFountain(name, text) : { fountain: text, losses: {} };
  if (fountain.trim() === '') throw new AppError('bad-input', t`${{ file: name }} is empty.`);
  return { title: titleOf(fountain) ?? (name.replace(/\.[^.]+$/, '') || name).slice(0, 200), fountain, losses };
}

/** A script that was pasted as text. @throws AppError `bad-input` where it is a note rather than a script. */
export async function readScriptText(text: string): Promise<ScriptFile> {
  const name = t`Pasted script`;
  if (text.length > LIMIT)
    throw new AppError('too-large', t`That text is larger than 2 MB. A script that long is not one episode.`);
  if (isFinalDraft('', text)) return await readScript(name, text);
  if (looksLikeScript(text)) return { title: titleOf(text) ?? name, fountain: text, losses: {} };
  throw new AppError('bad-input', t`That text has no scene heading (a line like INT. KITCHEN - DAY), so it is not a script yet.`);
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
function looksLikeScript(text: string): boolean {
  return /^\s*(int|ext|est|i\/e|int\.?\/ext)[. ]/im.test(text);
}
