import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, runCheck } from '../../scripts/checks.ts';

/** A rule that cannot fail is not a rule: each is broken on purpose in a small copy of the project, and the tool must say so. */
const PACKAGES = ['shared', 'prisma', 'collab-server', 'api', 'render-worker', 'client', 'tests'] as const;

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'house-rules-'));
  for (const file of ['biome.json', 'tsconfig.base.json', 'package.json', 'knip.jsonc', '.gitignore'])
    copyFileSync(join(ROOT, file), join(copy, file));
  for (const name of PACKAGES) {
    mkdirSync(join(copy, name, 'src', 'deep'), { recursive: true });
    for (const file of ['package.json', 'tsconfig.json']) copyFileSync(join(ROOT, name, file), join(copy, name, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** @returns what biome says of one file with that text; empty when it has nothing to say. */
async function lint(path: string, text: string, beside: Readonly<Record<string, string>> = {}): Promise<string> {
  const files = { ...beside, [path]: text };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    writeFileSync(join(copy, name), content);
  }
  try {
    const { ok, output } = await runCheck({ name: 'lint', command: ['biome', 'check', '--vcs-enabled=false', path] }, copy);
    return ok ? '' : output;
  } finally {
    for (const name of Object.keys(files)) rmSync(join(copy, name));
  }
}

const FLOATING = `async function save(): Promise<void> {}\n\nexport function run(): void {\n  save();\n}\n`;
const MISUSED = `async function ready(): Promise<boolean> {\n  return true;\n}\n\nexport function run(): number {\n  if (ready()) return 1;\n  return 0;\n}\n`;

describe('lint', () => {
  it('has nothing to say of good code', async () => {
    expect(await lint('shared/src/good.ts', `export const good = 1;\n`)).toBe('');
  });

  it.each([
    ['noExplicitAny', `export const value: any = 1;\n`],
    ['noNonNullAssertion', `export const first = (list: string[]): string => list[0]!;\n`],
    ['noConsole', `console.log('here');\n`],
    ['noFloatingPromises', FLOATING],
    ['noMisusedPromises', MISUSED],
    ['noUnusedImports', `import { join } from 'node:path';\n\nexport const one = 1;\n`],
    ['noUnusedVariables', `const forgotten = 1;\n\nexport const one = 1;\n`],
    ['useImportType', `import { Stats } from 'node:fs';\n\nexport const size = (stats: Stats): number => stats.size;\n`],
    [
      'noExcessiveLinesPerFile',
      `${Array.from({ length: 501 }, (_, line) => `export const line${line} = ${line};`).join('\n')}\n`,
    ],
    ['format', `export const a = "double quotes"\n`],
  ])('%s', async (rule, text) => {
    expect(await lint('api/src/bad.ts', text)).toContain(rule);
  });

  it('noImportCycles', async () => {
    const left = `import { right } from './right.ts';\n\nexport const left = (): number => right();\n`;
    const right = `import { left } from './left.ts';\n\nexport const right = (): number => left();\n`;
    expect(await lint('api/src/left.ts', left, { 'api/src/right.ts': right })).toContain('noImportCycles');
  });

  it('lets scripts speak to the terminal', async () => {
    expect(await lint('scripts/say.ts', `console.log('here');\n`)).toBe('');
  });
});

/** Everyone may import shared; api and collab-server also prisma; tests and scripts everyone (DESIGN §2). */
const ALLOWED: Readonly<Record<(typeof PACKAGES)[number], readonly string[]>> = {
  shared: [],
  prisma: ['shared'],
  'collab-server': ['shared', 'prisma'],
  api: ['shared', 'prisma'],
  'render-worker': ['shared'],
  client: ['shared'],
  tests: [...PACKAGES],
};
const imports = (what: string): string => `import { thing } from '${what}';\n\nexport const other = thing;\n`;

describe('arrows between packages', () => {
  const pairs = PACKAGES.flatMap((from) => PACKAGES.filter((to) => to !== from).map((to) => [from, to] as const));

  it.each(pairs)('%s -> %s', async (from, to) => {
    const said = await lint(`${from}/src/arrow.ts`, imports(`@trashfire/${to}/some/file`));
    if (ALLOWED[from].includes(to)) expect(said).toBe('');
    else expect(said).toContain('noRestrictedImports');
  });

  it.each(PACKAGES.filter((name) => name !== 'tests'))('%s: no relative import leaves it', async (from) => {
    const to = from === 'shared' ? 'api' : 'shared';
    expect(await lint(`${from}/src/deep/arrow.ts`, imports(`../../../${to}/src/ids.ts`))).toContain('noRestrictedImports');
    expect(await lint(`${from}/src/deep/arrow.ts`, imports('../api/src-of-its-own.ts'))).toBe('');
  });

  it.each(PACKAGES)('%s declares no package of ours that it may not import', (name) => {
    const { dependencies = {}, devDependencies = {} } = readJson(join(ROOT, name, 'package.json'));
    const ours = Object.keys({ ...dependencies, ...devDependencies }).filter((dependency) =>
      dependency.startsWith('@trashfire/'),
    );
    for (const dependency of ours) expect(ALLOWED[name]).toContain(dependency.slice('@trashfire/'.length));
  });
});

/** Tests may use what tests share; nothing else of a package reaches out of it by a path. */
describe('relative imports of the real code', () => {
  it.each(PACKAGES.filter((name) => name !== 'tests'))('%s stays within itself', (name) => {
    const leaving = sourceFiles(join(ROOT, name)).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)]
        .map((match) => resolve(dirname(file), match[1] ?? ''))
        .filter((target) => !target.startsWith(join(ROOT, name)))
        .filter((target) => !(isTestCode(file) && target.startsWith(join(ROOT, 'tests', 'support'))))
        .map((target) => `${file} -> ${target}`),
    );
    expect(leaving).toEqual([]);
  });
});

describe('pinned packages', () => {
  it.each(['.', ...PACKAGES])('%s names exact versions', (name) => {
    const { dependencies = {}, devDependencies = {} } = readJson(join(ROOT, name, 'package.json'));
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^(npm:[@\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('are locked without the address of a registry, so that any mirror serves', () => {
    expect(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/);
  });
});

describe('types', () => {
  it.each([
    ['an index that may be missing', `export const first = (list: string[]): string => list[0];\n`, 'TS2322'],
    ['an enum, which Node cannot run', `export enum Kind {\n  A,\n}\n`, 'TS1294'],
    ['an optional property set to undefined', `export const a: { b?: string } = { b: undefined };\n`, 'TS2375'],
    ['an unused local', `export function f(): void {\n  const unused = 1;\n}\n`, 'TS6133'],
  ])('%s', async (_, text, code) => {
    writeFileSync(join(copy, 'api', 'src', 'bad.ts'), text);
    const { ok, output } = await runCheck({ name: 'types', command: ['tsc', '-p', 'api/tsconfig.json'] }, copy);
    rmSync(join(copy, 'api', 'src', 'bad.ts'));
    expect(ok).toBe(false);
    expect(output).toContain(code);
  });
});

describe('knip', () => {
  it('finds a dead file, a dead export and a package nobody uses', async () => {
    const small = mkdtempSync(join(tmpdir(), 'knip-'));
    const manifest = { name: 'small', type: 'module', workspaces: ['api'] };
    const api = { name: '@trashfire/api', type: 'module', dependencies: { express: '5.3.0' } };
    mkdirSync(join(small, 'api', 'src'), { recursive: true });
    mkdirSync(join(small, 'scripts'));
    copyFileSync(join(ROOT, 'knip.jsonc'), join(small, 'knip.jsonc'));
    writeFileSync(join(small, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(small, 'api', 'package.json'), JSON.stringify(api));
    cpSync(join(ROOT, 'tsconfig.base.json'), join(small, 'tsconfig.base.json'));
    writeFileSync(join(small, 'api', 'src', 'main.ts'), `import { used } from './used.ts';\n\nused();\n`);
    writeFileSync(
      join(small, 'api', 'src', 'used.ts'),
      `export function used(): void {}\nexport function unusedExport(): void {}\n`,
    );
    writeFileSync(join(small, 'api', 'src', 'dead.ts'), `export const dead = 1;\n`);
    symlinkSync(join(ROOT, 'node_modules'), join(small, 'node_modules'));
    const { ok, output } = await runCheck({ name: 'knip', command: ['knip', '--no-progress'] }, small);
    rmSync(small, { recursive: true, force: true });
    expect(ok).toBe(false);
    for (const found of ['api/src/dead.ts', 'unusedExport', 'express']) expect(output).toContain(found);
  });
});

/** What a test does when it waits for time to pass, or hides a race by trying again; spelled so that this file is not one of them. */
const WAITS: readonly [string, RegExp][] = [
  ['a timer', /(?:^|[^.\w]|\b(?:globalThis|window|self)\.)setTimeout\(/m],
  ['a timer', /\b(?:setTimeout|setInterval|scheduler)\b[^;]*\bfrom ['"](?:node:)?timers/],
  ['a timer', /\bAtomics\.wait\(/],
  ['a pause of the page', /\bwaitForTimeout\(/],
  ['a sleep', /\b[sS]leep\(/],
  ['a retry', /\bretr(?:y|ies)['"]?\s*[:=]\s*[1-9]/],
  ['a retry', /\bretries?\(\s*[1-9]/],
];
/** Time that a test makes up passes at once. */
const MADE_UP_TIME = /\bvi\.useFakeTimers\(/;
const waitsIn = (text: string): string[] =>
  WAITS.filter(([what, pattern]) => pattern.test(text) && !(what === 'a timer' && MADE_UP_TIME.test(text))).map(([what]) => what);

/** Where time may pass: bounded polling, a network that is slow on purpose, and peers that are made up and say so in their name. Benchmarks (tests/load) are no tests. */
const MAY_WAIT = /^shared\/src\/testing\/eventually\.ts$|^tests\/support\/(?:postgres|fault-proxy|fake-[\w-]+)\.ts$/;

describe('no sleeps, no retries', () => {
  const testFiles = [...PACKAGES, 'scripts']
    .flatMap((name) => sourceFiles(join(ROOT, name)))
    .map((file) => relative(ROOT, file))
    .filter(
      (file) =>
        /\.(?:test|spec)\.tsx?$|\/testing\/|^tests\//.test(file) &&
        (!file.startsWith('tests/load/') || file.endsWith('.test.ts')),
    );

  it('no test waits for time to pass, and none is tried again', () => {
    expect(testFiles.length).toBeGreaterThan(100);
    const waiting = [...testFiles, 'vitest.config.ts']
      .filter((file) => !MAY_WAIT.test(file))
      .flatMap((file) => waitsIn(readFileSync(join(ROOT, file), 'utf8')).map((what) => `${file}: ${what}`));
    expect(waiting).toEqual([]);
  });

  it.each([
    ['await new Promise((done) => SET(done, 50));', 'a timer'],
    ['await page.evaluate(() => new Promise((done) => window.SET(done, 50)));', 'a timer'],
    ["import { SET as pause } from 'node:timers/promises';", 'a timer'],
    ['await page.WAIT(500);', 'a pause of the page'],
    ['await SLEEP(10);', 'a sleep'],
    ['export default defineConfig({ TRIES: 2 });', 'a retry'],
    ["it('x', { TRY: 3 }, () => undefined);", 'a retry'],
  ])('finds %s', (planted, what) => {
    const text = planted
      .replace('SET', `set${'Timeout'}`)
      .replace('WAIT', `waitFor${'Timeout'}`)
      .replace('SLEEP', `sle${'ep'}`)
      .replace('TRIES', `ret${'ries'}`)
      .replace('TRY', `ret${'ry'}`);
    expect(waitsIn(text)).toContain(what);
  });

  it.each([
    'test.SET(60_000);',
    'retries: 0',
    'const retry = service();',
    "import { setImmediate as turn } from 'node:timers/promises';",
  ])('has nothing to say of %s', (fine) => {
    expect(waitsIn(fine.replace('SET', `set${'Timeout'}`))).toEqual([]);
  });

  it('allows it to nobody who does not need it', () => {
    const idle = testFiles.filter((file) => MAY_WAIT.test(file) && waitsIn(readFileSync(join(ROOT, file), 'utf8')).length === 0);
    expect(idle).toEqual([]);
  });
});

function isTestCode(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.includes('/src/testing/');
}

function readJson(file: string): { dependencies?: Record<string, string>; devDependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'generated'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
