import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { readScript } from '@trashfire/shared/fountain/script';
import { decodeTextFile } from '@trashfire/shared/fountain/text-file';
import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import { refuse } from './failure.ts';

export interface Screenplay {
  /** Fountain, byte for byte as in the file. */
  text: string;
  /** Title page's title, else the file's name. */
  title: string;
  scenes: number;
}

/** As many characters as the studio takes (shared/api/contract.ts); a feature film has a tenth of it. */
const LIMIT = 2_000_000;
const TITLE_LENGTH = 200;

/**
 * Reads a screenplay and refuses, before anything is started, what could not become an episode.
 * @throws EpisodeFailure
 */
export async function readScreenplay(path: string): Promise<Screenplay> {
  const text = await readText(path);
  if (text.trim() === '') throw refuse(`${path} is empty`, 'Write a scene in it first, for example "INT. KITCHEN - DAY".');
  const script = readScript(fountainToDoc(text));
  if (script.scenes.length === 0) {
    throw refuse(
      `${path} has no scene heading`,
      'A scene begins with a line such as "INT. KITCHEN - DAY", with an empty line before and after it.',
    );
  }
  const name = basename(path, extname(path));
  const given = script.title
    .find(({ key }) => key.toLowerCase() === 'title')
    ?.value.replace(/\s+/g, ' ')
    .trim();
  return { text, title: (given || name).slice(0, TITLE_LENGTH), scenes: script.scenes.length };
}

async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path);
  const notText = refuse(
    `${path} is not a text file`,
    'Export the screenplay as Fountain (.fountain or .txt, UTF-8) and give that.',
  );
  const text = decodeTextFile(bytes);
  if (text === null) throw notText;
  return text;
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw refuse(`${path} is a folder`, 'Name the screenplay in it.');
    // Four bytes a character at most; more than that is not read to find out.
    if (found.size > 4 * LIMIT) throw refuse(`${path} is too large for one episode`, 'Split it into episodes.');
    const bytes = await readFile(path);
    if (bytes.length > 4 * LIMIT) throw refuse(`${path} is too large for one episode`, 'Split it into episodes.');
    return bytes;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw refuse(`there is no file ${path}`, 'Check its name and folder.');
    if (code === 'EACCES' || code === 'EPERM') throw refuse(`${path} may not be read`, 'Check its permissions.');
    throw error;
  }
}
