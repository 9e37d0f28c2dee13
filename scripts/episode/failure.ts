import { EXIT_USAGE } from '../setup/episode-options.mjs';

/** An end of the command that a person can do something about: what happened, what to do, and the exit code that says which kind. */
export class EpisodeFailure extends Error {
  override readonly name = 'EpisodeFailure';
  readonly todo: string;
  readonly exitCode: number;

  /** @param exitCode 1: the work failed; {@link EXIT_USAGE}: what was asked cannot be done. */
  constructor(what: string, todo: string, exitCode: number = 1, options: { cause?: unknown } = {}) {
    super(what, options);
    this.todo = todo;
    this.exitCode = exitCode;
  }
}

/** The command line, or a file it names, cannot be used. */
export function refuse(what: string, todo: string): EpisodeFailure {
  return new EpisodeFailure(what, todo, EXIT_USAGE);
}
