import { fileURLToPath } from 'node:url';
import { transformAsync } from '@babel/core';
import macros from '@lingui/babel-plugin-lingui-macro';
import { getConfig } from '@lingui/conf';
import type { Plugin } from 'vite';

/** Named, since tests run from the project's folder. */
export const LINGUI_CONFIG = fileURLToPath(new URL('./lingui.config.ts', import.meta.url));
const USED = /@lingui\/(core|react)\/macro/;

/**
 * Turns `<Trans>`, `` t`…` `` and the like into messages. Lingui's own Vite plugin can do it without Babel, by a program that npm leaves out,
 * silently, when it installs on a Node older than 22.19: then nothing could be built.
 */
export function linguiMacros(): Plugin {
  const linguiConfig = getConfig({ configPath: LINGUI_CONFIG });
  return {
    name: 'lingui-macros',
    enforce: 'pre',
    async transform(code, id) {
      const [file = ''] = id.split('?', 1);
      if (!/\.tsx?$/.test(file) || !USED.test(code)) return null;
      const result = await transformAsync(code, {
        filename: file,
        configFile: false,
        babelrc: false,
        sourceMaps: true,
        plugins: [[macros, { linguiConfig }]],
        parserOpts: { plugins: file.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'] },
        generatorOpts: { retainLines: true },
      });
      return result?.code == null ? null : { code: result.code, map: result.map ?? null };
    },
  };
}
