import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatter } from '@lingui/format-po';
import { expect, it } from 'vitest';
import { textsOf } from './lingui-server.ts';

const messages = (code: string) => textsOf(code, 'api/src/a.ts').map(({ message }) => message);

it('finds what an error says: as it stands, by its name, and either way', () => {
  expect(messages("throw new AppError('conflict', 'Look at it again.');")).toEqual(['Look at it again.']);
  expect(messages("const GONE = 'That is gone.';\nfunction f() { throw new AppError('not-found', GONE); }")).toEqual([
    'That is gone.',
  ]);
  expect(messages("new AppError('conflict', busy ? 'Wait a moment.' : 'Try again.')")).toEqual(['Wait a moment.', 'Try again.']);
  expect(messages("new AppError('conflict', words ?? `Nothing is said.`, { cause })")).toEqual(['Nothing is said.']);
});

it('names values as the code does, and numbers those without a name', () => {
  expect(messages(`new AppError('a', \`It has \${most}, \${limits.least} and \${a + b} of \${textOf(c)}.\`)`)).toEqual([
    'It has {most}, {least} and {2} of {textOf}.',
  ]);
  expect(messages(`new AppError('a', \`From \${a.name} to \${b.name} of \${a.name}.\`)`)).toEqual(['From {name} to {1} of {2}.']);
});

it('finds what is marked, and takes nothing that is not a text', () => {
  expect(messages('const TEXT = { a: say`The disk is full.` };')).toEqual(['The disk is full.']);
  expect(
    messages(
      `new AppError('conflict'); new AppError('a', \`\${name}: \${why}\`); new AppError('a', undefined, {}); new Other('a', 'Not this.')`,
    ),
  ).toEqual([]);
});

it('refuses a text that is put together, which nobody could translate', () => {
  expect(() => messages("\nnew AppError('a', 'It has ' + many + ' parts.')")).toThrow(
    'api/src/a.ts:2: write that text as one template',
  );
});

it('every text of the server has its Japanese', async () => {
  const cwd = fileURLToPath(new URL('../', import.meta.url));
  const filename = `${cwd}client/src/i18n/locales/ja.po`;
  const catalogue = await formatter().parse(readFileSync(filename, 'utf8'), { locale: 'ja', sourceLocale: 'en', filename });
  const known = new Map(Object.entries(catalogue).map(([id, { message, translation }]) => [message ?? id, translation]));
  const files = ['shared', 'api', 'collab-server', 'render-worker']
    .flatMap((part) =>
      readdirSync(`${cwd}${part}/src`, { recursive: true, encoding: 'utf8' }).map((file) => `${part}/src/${file}`),
    )
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('api/src/agent/tools/'));
  expect(files.length).toBeGreaterThan(300);
  const missing = files.flatMap((file) =>
    textsOf(readFileSync(`${cwd}${file}`, 'utf8'), file)
      .filter(({ message }) => !known.get(message))
      .map(({ message, line }) => `${file}:${line}: ${message}`),
  );
  expect(missing).toEqual([]);
});
