/** One line switched off on purpose: a guard, a check, a lock, a fence. The named tests must turn red. */
export interface Mutant {
  /** What breaks without the line, with its rule. */
  why: string;
  file: string;
  /** Text that occurs once in the file. */
  find: string;
  replace: string;
  /** Test files that notice. */
  tests: readonly string[];
}

/** @throws Error when the text is not there exactly once: the code moved on and the mutant must follow. */
export function applyMutant(source: string, { file, find, replace }: Mutant): string {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`"${find}" occurs ${parts.length - 1} times in ${file}, not once`);
  return parts.join(replace);
}
