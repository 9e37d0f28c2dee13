import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type NodePath, parseSync, type types as t, traverse } from '@babel/core';
import type { ExtractorType } from '@lingui/conf';
import { formatter } from '@lingui/format-po';
import { generateMessageId } from '@lingui/message-utils/generateMessageId';
import type { Plugin } from 'vite';

/**
 * The texts of the server in the one catalogue (docs/decisions/0018-words-of-the-server.md). Node runs the server's files as they are, so
 * no macro marks a text there: what `new AppError` and `new RunEnded` are given is read out of the code, and what `` say`…` `` marks.
 */

export interface ServerText {
  /** As Lingui writes it: `An archive holds {episodes} episodes.` */
  readonly message: string;
  readonly line: number;
}

/** Errors whose second argument people read. */
const THROWN = ['AppError', 'RunEnded'];
/** Parsing takes a while, and most files say nothing. */
const SAYS = /new (?:AppError|RunEnded)\(|\bsay`/;

/** @returns each text for people in a file of the server. @throws Error for one that cannot be gathered, saying where. */
export function textsOf(code: string, filename: string): ServerText[] {
  if (!SAYS.test(code)) return [];
  const found: ServerText[] = [];
  const file = parseSync(code, { filename, configFile: false, babelrc: false, parserOpts: { plugins: ['typescript'] } });
  if (!file) throw new Error(`${filename} is not TypeScript`);
  traverse(file, {
    NewExpression(path) {
      const [, words] = path.get('arguments');
      if (words && THROWN.some((name) => path.get('callee').isIdentifier({ name }))) gather(words);
    },
    TaggedTemplateExpression(path) {
      if (path.get('tag').isIdentifier({ name: 'say' })) gather(path.get('quasi'));
    },
  });
  return found;

  function gather(path: NodePath<t.Node | null | undefined>): void {
    if (path.isStringLiteral()) add(path.node.value, path.node);
    else if (path.isTemplateLiteral()) add(messageOf(path.node), path.node);
    else if (path.isConditionalExpression()) for (const side of ['consequent', 'alternate'] as const) gather(path.get(side));
    else if (path.isLogicalExpression()) for (const side of ['left', 'right'] as const) gather(path.get(side));
    else if (path.isBinaryExpression())
      throw new Error(`${filename}:${path.node.loc?.start.line}: write that text as one template`);
    else if (path.isIdentifier()) {
      const constant = path.scope.getBinding(path.node.name)?.path;
      if (constant?.isVariableDeclarator() && constant.get('id').isIdentifier()) gather(constant.get('init'));
    }
  }

  function add(message: string, { loc }: t.Node): void {
    // What is put together of values alone is no text.
    if (/\p{L}{3}/u.test(message.replace(/\{\w+\}/g, ''))) found.push({ message, line: loc?.start.line ?? 0 });
  }
}

/** Values are named as they are in the code, so that a translator knows them; one that has no name has its number. */
function messageOf({ quasis, expressions }: t.TemplateLiteral): string {
  const names = expressions.map((expression, index) => nameOf(expression) ?? String(index));
  const named = names.map((name, index) => (names.indexOf(name) === index ? name : String(index)));
  return quasis.map(({ value }, index) => `${value.cooked ?? ''}${index < named.length ? `{${named[index]}}` : ''}`).join('');
}

function nameOf(node: t.Node): string | null {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'CallExpression') return node.callee.type === 'Identifier' ? node.callee.name : null;
  return node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier' ? node.property.name : null;
}

/** Gathers the texts of the files outside the client for `lingui extract`. */
export const serverTextsExtractor: ExtractorType = {
  match: (filename) => !filename.startsWith(fileURLToPath(new URL('./', import.meta.url))) && filename.endsWith('.ts'),
  extract(filename, code, onMessage) {
    for (const { message, line } of textsOf(code, filename))
      onMessage({ id: generateMessageId(message), message, origin: [filename, line], placeholders: {} });
  },
};

const CATALOGUE = fileURLToPath(new URL('./src/i18n/locales/en.po', import.meta.url));
const MODULE = 'virtual:server-texts';

/** `virtual:server-texts` lists each text of the server with its id, for client/src/i18n/server-words.ts to know it again by. */
export function serverTexts(): Plugin {
  return {
    name: 'server-texts',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    async load(id) {
      if (id !== `\0${MODULE}`) return null;
      this.addWatchFile?.(CATALOGUE);
      const text = readFileSync(CATALOGUE, 'utf8');
      const catalogue = await formatter().parse(text, { locale: 'en', sourceLocale: 'en', filename: CATALOGUE });
      const texts = Object.entries(catalogue)
        .filter(([, { origin }]) => origin?.some(([file]) => file.startsWith('../')))
        .map(([key, { message }]) => [message ?? key, generateMessageId(message ?? key)]);
      return `export const texts = ${JSON.stringify(texts)};`;
    },
  };
}
