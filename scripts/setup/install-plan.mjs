/**
 * Decides, from the lockfile and from what lies in node_modules, whether anything has to be installed. Pure, so that an
 * interrupted, an outdated and a hand-made install are each a test.
 *
 * @typedef {object} LockPackage
 * @property {string} [version]
 * @property {string} [name]        the real name of a package installed under another
 * @property {string} [integrity]
 * @property {string} [resolved]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {boolean} [link]
 * @property {readonly string[]} [os]
 * @property {readonly string[]} [cpu]
 * @property {readonly string[]} [libc]
 *
 * @typedef {{ packages: Readonly<Record<string, LockPackage>> }} Lock
 *
 * @typedef {object} Marker
 * @property {'installing' | 'installed'} state
 * @property {string} lock   sha256 of package-lock.json and the manifests it was made from
 * @property {boolean} dev   development packages included
 *
 * @typedef {object} InstallFacts
 * @property {Lock} lock
 * @property {string} lockHash
 * @property {Lock | null} hidden   npm's own node_modules/.package-lock.json, written as the last act of an install
 * @property {Marker | null} marker
 * @property {boolean} present      node_modules exists
 * @property {boolean} dev          development packages are wanted
 */

/** Marker file inside node_modules: whoever deletes that folder deletes the claim that it is complete. */
export const MARKER = '.trashfire-install.json';

/**
 * - `ready`: nothing to do.
 * - `add`: a complete but different install; npm changes only what differs.
 * - `fresh`: nothing there, or an install that was cut off. A half-unpacked package looks complete to npm, so what is there is
 *   removed first; what was downloaded is still in npm's cache and is not downloaded again.
 *
 * @param {InstallFacts} facts
 * @returns {'ready' | 'add' | 'fresh'}
 */
export function planInstall(facts) {
  const { marker, hidden } = facts;
  if (!facts.present || marker?.state === 'installing') return 'fresh';
  if (marker?.lock === facts.lockHash && (marker.dev || !facts.dev)) return 'ready';
  if (hidden === null) return 'fresh';
  return marker === null && satisfies(facts.lock, hidden, facts.dev) ? 'ready' : 'add';
}

/**
 * The packages an install brings to this machine; how many there are is what progress counts towards.
 *
 * @param {Lock} lock
 * @param {{ dev: boolean, os: string, cpu: string, libc: string | null }} machine
 * @returns {string[]} paths under node_modules
 */
export function wantedPackages(lock, machine) {
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link && (machine.dev || !entry.dev))
    .filter(
      ([, entry]) =>
        allows(entry.os, machine.os) &&
        allows(entry.cpu, machine.cpu) &&
        (machine.libc === null || allows(entry.libc, machine.libc)),
    )
    .map(([path]) => path);
}

/** @param {readonly string[] | undefined} list @param {string} value @returns {boolean} npm's rule: `!x` forbids, anything else is a list of what is allowed */
function allows(list, value) {
  if (list === undefined) return true;
  if (list.includes(`!${value}`)) return false;
  const named = list.filter((item) => !item.startsWith('!'));
  return named.length === 0 || named.includes(value);
}

/** @param {Lock} lock @param {Lock} hidden @param {boolean} dev @returns {boolean} whether an install somebody made by hand has what the lockfile asks for */
function satisfies(lock, hidden, dev) {
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link || entry.optional || (entry.dev && !dev)) return true;
    return hidden.packages[path]?.version === entry.version;
  });
}
