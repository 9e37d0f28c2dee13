import { AppError, ERRORS, type ErrorBody } from '@trashfire/shared/errors/app-error';
import { say } from '@trashfire/shared/errors/say';
import type { Manifest } from '@trashfire/shared/render/manifest';

/**
 * Words for what ended an attempt, as people read them on a failed shot (R5): what happened, why, what to do next. Whatever
 * an error says of itself goes in as the why; paths and stacks stay in the worker's log.
 */

/** What a fault of the machine means: the sentence a person reads, by errno code or by the code Node gives. */
const MACHINE: Readonly<Record<string, string>> = {
  ENOSPC: say`The disk of the machine that renders is full, so this could not be written. Free some space there, then render it again.`,
  EDQUOT: say`The renderer has used up its share of the disk, so this could not be written. Free some space there, then render it again.`,
  EFBIG: say`The machine that renders allows no file as large as this one. Raise its limit (ulimit -f), then render it again.`,
  EACCES: say`The renderer may not write into its own folder. Give it one that it may write to (DATA_DIR), then render it again.`,
  EROFS: say`The disk of the machine that renders cannot be written to. Make it writable or set DATA_DIR, then render it again.`,
  EMFILE: say`The machine that renders has too many files open. Raise its limit (ulimit -n) or end other programs, then render it again.`,
  ENOMEM: say`The machine that renders ran out of memory. End other programs or lower RENDER_CONCURRENCY, then render it again.`,
};
const UNREACHED = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN', 'UND_ERR_SOCKET']);

/** @returns anything thrown while something was made, as an error in words for people; one that has such words keeps them. */
export function renderError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const machine = MACHINE[code];
  if (machine !== undefined) return new AppError('unavailable', machine, { cause: error });
  if (UNREACHED.has(code) || (error instanceof TypeError && error.message === 'fetch failed')) {
    const why = code === '' ? '' : ` (${code})`;
    return new AppError(
      'unavailable',
      `The renderer could not reach the studio or its asset store${why}. Check that both run, then render it again.`,
      { cause: error },
    );
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new AppError('unavailable', 'The studio did not answer the renderer in time. Render it again in a moment.', {
      cause: error,
    });
  }
  const why = (error instanceof Error ? error.message : String(error)).replace(/[\s.]+$/, '').slice(0, 200);
  return new AppError(
    'internal',
    `The renderer made a mistake: ${why}. Render it again; if it ends the same way, the worker's log says more.`,
    { cause: error },
  );
}

const NAME: Readonly<Record<Manifest['kind'], string>> = {
  still: say`picture`,
  shot: say`shot`,
  scene: say`scene`,
  episode: say`episode`,
};
const SHORTER: Readonly<Record<Manifest['kind'], string>> = {
  still: '',
  shot: say`, or split the shot into shorter ones`,
  scene: say`, or split the scene`,
  episode: '',
};

/** How a making process ended that nobody asked to end. @param signal SIGKILL is the system's way with who takes too much memory, SIGABRT V8's. */
export function endedByItself(code: number | null, signal: string | null): AppError {
  if (signal === 'SIGKILL' || signal === 'SIGABRT') {
    return new AppError(
      'unavailable',
      'Drawing this was ended by the system, most likely because it ran out of memory. End other programs or lower RENDER_CONCURRENCY, then render it again.',
    );
  }
  const how = signal ?? `code ${code}`;
  return new AppError(
    'internal',
    `Drawing stopped without a word (${how}). Render it again; if it ends the same way, look at the worker's log.`,
  );
}

/** @param limitMs the longest an attempt may take. */
export function tookTooLong(kind: Manifest['kind'], limitMs: number): AppError {
  const limit = limitMs < 120_000 ? say`${Math.ceil(limitMs / 1000)} seconds` : say`${Math.round(limitMs / 60_000)} minutes`;
  const [name, shorter] = [NAME[kind], SHORTER[kind]];
  return new AppError(
    'unavailable',
    `Stopped after ${limit}, the longest a ${name} may take: the machine was too busy or too slow for it. Render it again when less is going on${shorter}.`,
  );
}

/** @returns what a server's refusal says to people, or what its status means when it is not one of ours. */
export function wordsOf(status: number, body: string): Partial<ErrorBody> {
  try {
    const { code, message } = JSON.parse(body) as { code?: unknown; message?: unknown };
    if (typeof code === 'string' && code in ERRORS && typeof message === 'string')
      return { code: code as keyof typeof ERRORS, message };
  } catch {
    // Not our error body (a proxy's page, say): the status alone decides.
  }
  return { code: status >= 500 ? 'unavailable' : 'bad-input' };
}

/** The innermost errno: fetch and streams wrap it. */
function codeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return '';
}
