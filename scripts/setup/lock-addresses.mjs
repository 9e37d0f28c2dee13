/**
 * The committed lockfile names no registry, so that a start uses whichever this machine is set to. Without addresses npm asks
 * that registry for the description of each package first, every version it ever had: a third of the bytes of a first start.
 * The address of an archive follows from its name and version on the public registry and on the mirrors of it; what arrives is
 * held to the lockfile's checksum either way.
 *
 * @typedef {import('./install-plan.mjs').Lock} Lock
 */

/** npm reads this in place of package-lock.json while it lies in the project folder. */
export const ADDRESSED_LOCK = 'npm-shrinkwrap.json';

/**
 * @param {Lock} lock
 * @param {string} registry address of the registry this machine uses
 * @returns {Lock} the same lockfile with the address of every package that has a checksum
 */
export function withAddresses(lock, registry) {
  const base = registry.replace(/\/+$/, '');
  const packages = Object.entries(lock.packages).map(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link || !entry.version || !entry.integrity) return [path, entry];
    // An alias has its real name inside.
    const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const file = `${name.slice(name.indexOf('/') + 1)}-${entry.version}.tgz`;
    return [path, { ...entry, resolved: `${base}/${name}/-/${file}` }];
  });
  return { ...lock, packages: Object.fromEntries(packages) };
}

/** @param {string} output what npm printed @returns {boolean} whether the registry did not know an address, so it keeps archives elsewhere */
export function addressRefused(output) {
  return /npm (?:error|ERR!).*\bE(?:400|401|403|404|405|410)\b/.test(output);
}
