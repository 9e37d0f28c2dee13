/**
 * What a person sees while the studio is set up: one line per step with its size and seconds. On a terminal the line of
 * the running step is redrawn in place; in a file or a pipe it is repeated only now and then.
 */
const PIPE_INTERVAL_MS = 5_000;

/** @param {number} bytes @returns {string} in decimal units, as download pages and `df -H` show them */
export function formatBytes(bytes) {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}

/** @param {number} ms @returns {string} */
export function formatSeconds(ms) {
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** @param {string} text @param {number} ms @returns {string} a step's line, its seconds in a column */
export function stepLine(text, ms) {
  return `  ${text.padEnd(66)} ${formatSeconds(ms).padStart(8)}`;
}

/**
 * @typedef {object} Step
 * @property {(text: string) => void} update  what it is doing now
 * @property {(text: string) => void} done    the last line of the step
 * @property {() => void} drop                ends the step without a line of its own
 */

/**
 * @param {{ write: (text: string) => void, isTTY: boolean, now?: () => number }} screen
 * @returns {{ say: (text: string) => void, step: (text: string) => Step }}
 */
export function createTerminal(screen) {
  const now = screen.now ?? Date.now;
  const clear = screen.isTTY ? '\r\u001b[K' : '';
  return {
    say: (text) => screen.write(`${text}\n`),
    step(text) {
      const began = now();
      let said = began;
      if (screen.isTTY) screen.write(`  ${text} …`);
      return {
        update(current) {
          const at = now();
          if (!screen.isTTY && at - said < PIPE_INTERVAL_MS) return;
          said = at;
          screen.write(
            screen.isTTY ? `${clear}${stepLine(`${current} …`, at - began)}` : `${stepLine(`${current} …`, at - began)}\n`,
          );
        },
        done: (current) => screen.write(`${clear}${stepLine(current, now() - began)}\n`),
        drop: () => screen.write(clear),
      };
    },
  };
}

/**
 * The one form of every failure: what happened, and what to do.
 *
 * @param {string} what
 * @param {string} todo
 * @returns {string}
 */
export function failureLine(what, todo) {
  return `TrashFire: ${what.replace(/[.\s]+$/, '')}. ${todo}`;
}

/** Ends a set-up step with a line for people instead of a stack. */
export class SetupError extends Error {
  /**
   * @param {string} what what happened
   * @param {string} todo what to do about it
   */
  constructor(what, todo) {
    super(failureLine(what, todo));
    this.name = 'SetupError';
  }
}
