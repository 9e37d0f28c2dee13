import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** @param {string} root @returns {string} the Node 24 pinned in package.json, which runs TypeScript by itself */
export function projectNode(root) {
  return process.platform === 'win32'
    ? join(root, 'node_modules', 'node', 'bin', 'node.exe')
    : join(root, 'node_modules', 'node', 'bin', 'node');
}

/**
 * Hands this terminal to a script on the project's Node and waits for it. Ctrl-C reaches the script from the terminal itself, so
 * here it is only outlived; a SIGTERM or SIGHUP to this process alone is passed on. The channel tells the script when this
 * process is killed, so that it never runs on unseen.
 *
 * @param {{ root: string, script: string, words: readonly string[] }} job
 * @returns {Promise<number>} its exit code
 */
export function runScript({ root, script, words }) {
  const child = spawn(projectNode(root), [join(root, script), ...words], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, TRASHFIRE_SUPERVISED: '1' },
  });
  process.on('SIGINT', () => {});
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 130)));
  });
}
