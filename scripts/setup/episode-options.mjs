/**
 * Options of `npm run episode`, as one pure function in plain JavaScript, so that a wrong word on the command line is answered
 * before anything is installed or started.
 *
 * @typedef {object} EpisodeOptions
 * @property {string} file      the screenplay, as given
 * @property {string | null} out  where the film goes; null: in the current folder, named after the screenplay
 * @property {'LOW' | 'HIGH'} preset
 * @property {string | null} title
 */

/** The command line or what it names cannot be used. */
export const EXIT_USAGE = 2;

export const EPISODE_HELP = `Usage: npm run episode -- FILE.fountain [--out FILE.mp4] [--preset LOW|HIGH] [--title TITLE]

Makes an episode of a screenplay: reads it, breaks it down into shots, renders them and joins them into one MP4 with voices and
captions, all with the studio's own services. Shots that were rendered before come from the cache.

  --out FILE.mp4      where the film goes (default: the screenplay's name in the current folder)
  --preset LOW|HIGH   1280x720 at 24 frames a second, or 1920x1080 at 30 (default LOW)
  --title TITLE       title of the series (default: the screenplay's title page, else its file name)
  --help              show this text

The work stays in .data/episode, apart from the studio's own; one run at a time. Ctrl-C stops it and leaves no half-written film.
Exit codes: 0 the film is there, 1 it could not be made, 2 the command or a file it names cannot be used, 130 stopped.`;

/**
 * @param {readonly string[]} words the command line after the script's name
 * @returns {{ state: 'run', options: EpisodeOptions } | { state: 'help' } | { state: 'wrong', problem: string }}
 */
export function parseEpisodeOptions(words) {
  /** @type {Map<string, string>} */
  const values = new Map();
  /** @type {string[]} */
  const files = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--help' || word === '-h') return { state: 'help' };
    if (word === '--') {
      files.push(...words.slice(index + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      files.push(word);
      continue;
    }
    const at = word.indexOf('=');
    const name = at < 0 ? word : word.slice(0, at);
    if (!TAKES_VALUE.has(name)) return wrong(`unknown option ${name}`);
    if (at < 0) index += 1;
    const value = at < 0 ? words[index] : word.slice(at + 1);
    if (value === undefined || value === '' || (at < 0 && TAKES_VALUE.has(value))) return wrong(`${name} wants a value after it`);
    if (values.has(name)) return wrong(`${name} was given twice`);
    values.set(name, value);
  }
  return judge(files, values);
}

const TAKES_VALUE = new Set(['--out', '--preset', '--title']);
/** As long as the studio takes one. */
const TITLE_LENGTH = 200;

/**
 * @param {readonly string[]} files
 * @param {ReadonlyMap<string, string>} values
 * @returns {ReturnType<typeof parseEpisodeOptions>}
 */
function judge(files, values) {
  const [file, more] = files;
  if (file === undefined || file === '') return wrong('no screenplay was named');
  if (more !== undefined) return wrong(`one screenplay at a time; "${more}" is one too many`);
  const preset = (values.get('--preset') ?? 'LOW').toUpperCase();
  if (preset !== 'LOW' && preset !== 'HIGH') return wrong(`--preset is LOW or HIGH, not "${values.get('--preset')}"`);
  const title = values.get('--title')?.trim() ?? null;
  if (title !== null && (title === '' || title.length > TITLE_LENGTH)) {
    return wrong(`--title wants 1 to ${TITLE_LENGTH} characters`);
  }
  return { state: 'run', options: { file, out: values.get('--out') ?? null, preset, title } };
}

/**
 * @param {string} problem
 * @returns {{ state: 'wrong', problem: string }}
 */
function wrong(problem) {
  return { state: 'wrong', problem };
}
