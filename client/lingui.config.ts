import { defineConfig } from '@lingui/conf';
import { formatter } from '@lingui/format-po';

/** Every text of the client, in the two languages it speaks (docs/decisions/0012-one-catalogue.md). CATALOGUE: another folder, for scripts/texts.ts. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'ja'],
  catalogs: [
    {
      path: `${process.env.CATALOGUE ?? '<rootDir>/src/i18n/locales'}/{locale}`,
      include: ['<rootDir>/src'],
      exclude: ['**/*.test.*'],
    },
  ],
  // Line numbers would change a catalogue with every edit of a file.
  format: formatter({ lineNumbers: false }),
  orderBy: 'message',
});
