/**
 * Marks a text for people where it stands, so that it is gathered into the catalogue (docs/decisions/0018-words-of-the-server.md) and
 * read in the language of the window. It is for texts that are no direct argument of `new AppError`, which are gathered by themselves.
 * At run time it is the plain English text: `` say`It was tried ${attempts} times.` ``.
 */
export function say(words: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: words }, ...values);
}
