import { join, resolve } from 'node:path';
import { buildClient } from './client-build.mjs';
import { checkDisk, checkWritable, explainSetupError, findTools, freeBytes } from './environment.mjs';
import { install } from './install.mjs';
import { projectNode } from './run.mjs';
import { formatBytes } from './terminal.mjs';

/** @param {string} root @returns {string} where everything the studio keeps lies */
export function dataFolder(root) {
  return resolve(root, process.env.DATA_DIR ?? '.data');
}

/**
 * Everything between a fresh clone and something that can run; each part does nothing when it is done already.
 *
 * @param {{ root: string, terminal: ReturnType<typeof import('./terminal.mjs').createTerminal>, dev: boolean, client: boolean }} job
 *   `dev`: with what only development and tests need; `client`: with the built client
 */
export async function prepare({ root, terminal, dev, client }) {
  const data = dataFolder(root);
  const step = terminal.step('Looking at this machine');
  try {
    const tools = findTools(root);
    checkWritable(data);
    checkWritable(join(data, 'logs'));
    const free = freeBytes(data);
    checkDisk(free, false);
    if (client) step.done(`Node ${process.versions.node}, npm ${tools.version}, ${formatBytes(free)} free`);
    else step.drop();
    await install({ root, data, tools, terminal, dev });
    if (client) await buildClient({ root, data, node: projectNode(root), terminal });
  } catch (error) {
    step.drop();
    throw explainSetupError(error, root);
  }
}
