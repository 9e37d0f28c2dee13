import babel from '@lingui/cli/api/extractors/babel';
import { defineConfig } from '@lingui/conf';
import { formatter } from '@lingui/format-po';
import { serverTextsExtractor } from './lingui-server.ts';

const SERVER = ['shared', 'api', 'collab-server', 'render-worker'];

/**
 * Every text of the client (docs/decisions/0012-one-catalogue.md) and the server (docs/decisions/0018-words-of-the-server.md), in the two
 * languages the client speaks. CATALOGUE: another folder, for scripts/texts.ts.
 */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'ja'],
  catalogs: [
    {
      path: `${process.env.CATALOGUE ?? '<rootDir>/src/i18n/locales'}/{locale}`,
      include: ['<rootDir>/src', ...SERVER.map((folder) => `<rootDir>/../${folder}/src`)],
      // What the agent's tools answer is read by the agent.
      exclude: ['**/*.test.*', '<rootDir>/../**/*.test.*', '<rootDir>/../api/src/agent/tools/**'],
    },
  ],
  extractors: [serverTextsExtractor, babel],
  // Line numbers would change a catalogue with every edit of a file.
  format: formatter({ lineNumbers: false }),
  orderBy: 'message',
});
