import type * as Y from 'yjs';
import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { zodWords } from '../../errors/zod-words.ts';
import type { DocumentKind } from '../names.ts';
import { RecordId } from '../schema.ts';

/**
 * A command is one edit of one document (DESIGN §1): buttons, keys, importers and the agent's tools all call it. It is
 * idempotent for the same arguments, because a retried step must not edit twice; ids are therefore minted by the caller.
 */
export interface Command<A, R> {
  readonly name: string;
  readonly document: DocumentKind;
  /** One sentence for people; also what the agent reads when it chooses a tool. */
  readonly title: string;
  readonly args: z.ZodType<A>;
  run(doc: Y.Doc, args: A): R;
}

/** A command whose argument type is known to zod alone, as it is for tools and anything that picks commands by name. */
export type AnyCommand = Command<unknown, unknown>;

/** Declares a command; exists so that argument and result types are inferred from `args` and `run`. */
export function defineCommand<A, R>(command: Command<A, R>): Command<A, R> {
  return command;
}

/**
 * Checks the arguments and makes the edit in exactly one transaction, so that peers and undo see it whole (SPEC C1).
 * @param origin who edits: undo managers and the collaboration session tell own edits from others' by it.
 * @throws AppError `bad-input` with the reason when the arguments or the edited record do not fit; nothing was changed by bad arguments.
 */
export function runCommand<A, R>(doc: Y.Doc, command: Command<A, R>, args: A, origin: unknown): R {
  const parsed = command.args.safeParse(args);
  if (!parsed.success) throw new AppError('bad-input', zodWords(parsed.error));
  return doc.transact(() => inWords(() => command.run(doc, parsed.data)), origin);
}

/** A record refused by its schema while it is written is the caller's bad input, not a mistake of the studio (R5). */
function inWords<R>(run: () => R): R {
  try {
    return run();
  } catch (error) {
    if (error instanceof z.ZodError) throw new AppError('bad-input', zodWords(error), { cause: error });
    throw error;
  }
}

/** Drops fields that are present but undefined, which zod's optional allows and a stored record must not have. */
export function definedOnly<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key of Object.keys(value) as (keyof T)[]) {
    const field = value[key];
    if (field !== undefined) kept[key] = field as Exclude<T[typeof key], undefined>;
  }
  return kept;
}

/** Arguments of a command that only names a record. */
export const ById = z.strictObject({ id: RecordId });
