import { INSTALL_BYTES } from './environment.mjs';
import { formatBytes } from './terminal.mjs';

/**
 * Turns what npm printed before it failed into one sentence of what happened and one of what to do (R5). The codes are
 * npm's and Node's own; the order matters, because a full disk also shows as failed writes.
 *
 * @typedef {{ what: string, todo: string }} Failure
 */

/** @type {ReadonlyArray<{ sign: RegExp, say: (found: RegExpMatchArray, disk: string) => Failure }>} */
const SIGNS = [
  {
    sign: /ENOSPC|EDQUOT|no space left on device/i,
    say: (_, disk) => ({
      what: `the disk of ${disk} is full`,
      todo: `Free about ${formatBytes(INSTALL_BYTES)} there and run the same command again; what was downloaded is kept.`,
    }),
  },
  {
    sign: /(?:EACCES|EPERM|EROFS)[^\n]*'([^'\n]+)'/,
    say: (found) => ({
      what: `no permission to write ${found[1]}`,
      todo: 'Make that folder yours (chown) or move the project to a folder of yours, then run the same command again.',
    }),
  },
  {
    sign: /EACCES|EPERM|EROFS/,
    say: () => ({
      what: 'no permission to write here',
      todo: 'Move the project to a folder of yours and run the same command again.',
    }),
  },
  {
    sign: /SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY|GET_ISSUER)|CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED/,
    say: () => ({
      what: 'the npm registry shows a certificate this machine does not trust',
      todo: 'Behind a company proxy, set NODE_EXTRA_CA_CERTS to its certificate and run the same command again.',
    }),
  },
  {
    sign: /\bE407\b|Proxy Authentication Required/i,
    say: () => ({
      what: 'the proxy wants a name and a password',
      todo: 'Set https_proxy=http://NAME:PASSWORD@HOST:PORT and run the same command again.',
    }),
  },
  {
    sign: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|FETCH_ERROR|E50[0234]/,
    say: () => ({
      what: 'the npm registry cannot be reached',
      todo: 'Check the network (or `npm config get registry`) and run the same command again; what was downloaded is kept.',
    }),
  },
  {
    sign: /\bE40[13]\b/,
    say: () => ({
      what: 'the npm registry refuses this machine',
      todo: 'Sign in to it with `npm login` and run the same command again.',
    }),
  },
  {
    sign: /(?:\bE404\b|\bETARGET\b|notarget)[\s\S]*?(@?[a-z0-9][\w.-]*(?:\/[\w.-]+)?@[\w.^~-]+)/i,
    say: (found) => ({
      what: `the npm registry does not have ${found[1]}`,
      todo: 'Use a registry that mirrors the public one (`npm config get registry`) and run the same command again.',
    }),
  },
  {
    sign: /EINTEGRITY/,
    say: () => ({ what: 'a downloaded package is damaged', todo: 'Run `npm cache clean --force`, then the same command again.' }),
  },
];

/**
 * @param {string} output what npm printed
 * @param {string} log    where the whole of it lies
 * @param {string} disk   the folder npm wrote to that has the least room left
 * @returns {Failure}
 */
export function explainNpmFailure(output, log, disk) {
  const lines = output.split('\n').filter((line) => /npm (?:error|ERR!)/.test(line));
  const gaveUp = lines.findIndex((line) => line.includes('Exit handler never called'));
  // npm 10 ends so, and asks to be reported, when every download failed: what it said on the way tells why.
  const errors = gaveUp < 0 ? lines : lines.slice(0, gaveUp);
  const text = errors.join('\n') || output;
  for (const { sign, say } of SIGNS) {
    const found = text.match(sign);
    if (found) return say(found, disk);
  }
  const last = errors.find((line) => !/code|complete log/i.test(line))?.replace(/^npm (?:error|ERR!)\s*/, '');
  return {
    what: `npm could not install the packages${last ? ` (${last.slice(0, 120)})` : ''}`,
    todo: `The details are in ${log}; run the same command again.`,
  };
}
