/**
 * Options of `npm start`, as one pure function, so that a wrong word on the command line is answered before anything is
 * installed or started.
 *
 * @typedef {object} StartOptions
 * @property {boolean} open   open a browser when ready
 * @property {boolean} lan    serve the local network as well, with an invitation
 * @property {number | null} port  wanted port of the studio; null: the usual one
 * @property {boolean} help
 */

export const DEFAULT_PORT = 4310;

export const START_HELP = `Usage: npm start [-- OPTIONS]

Sets the studio up where that is still needed, starts it, and prints its address and a link that signs you in once.

  --no-open   do not open a browser
  --lan       serve the local network too, with an invitation link and QR code
  --port N    wanted port (default ${DEFAULT_PORT}); a taken port moves on to the next free one
  --help      show this text

Stop it with Ctrl-C. The work stays in .data; \`npm run reset\` removes it after asking.`;

/**
 * @param {readonly string[]} words the command line after the script's name
 * @returns {{ ok: true, options: StartOptions } | { ok: false, problem: string }}
 */
export function parseStartOptions(words) {
  /** @type {StartOptions} */
  const options = { open: true, lan: false, port: null, help: false };
  for (let index = 0; index < words.length; index += 1) {
    const [name, inline] = splitOption(words[index] ?? '');
    if (name === '--port') {
      if (inline === undefined) index += 1;
      const text = inline ?? words[index];
      const port = Number(text);
      if (!/^\d+$/.test(text ?? '') || port < 1 || port > 65_535) {
        return {
          ok: false,
          problem: `--port wants a number from 1 to 65535, not ${text === undefined ? 'nothing' : `"${text}"`}`,
        };
      }
      options.port = port;
    } else if (inline !== undefined) {
      return { ok: false, problem: `unknown option ${words[index]}` };
    } else if (name === '--no-open') options.open = false;
    else if (name === '--lan') options.lan = true;
    else if (name === '--help' || name === '-h') options.help = true;
    else return { ok: false, problem: name.startsWith('-') ? `unknown option ${name}` : `unexpected word "${name}"` };
  }
  return { ok: true, options };
}

/**
 * `--port=5` and `--port 5` mean the same.
 *
 * @param {string} word
 * @returns {[string, string | undefined]}
 */
function splitOption(word) {
  const at = word.indexOf('=');
  return at > 0 && word.startsWith('--') ? [word.slice(0, at), word.slice(at + 1)] : [word, undefined];
}
