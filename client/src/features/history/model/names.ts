/** Names of authors, each once: somebody may have written by hand and through a program. */
export function namesOf(authors: readonly { readonly name: string }[]): string {
  return [...new Set(authors.map(({ name }) => name))].join(', ');
}
