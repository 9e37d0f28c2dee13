import { say } from './say.ts';
/**
 * The one error people and programs see (R5): a code, what happened in words a person understands and what to do next.
 * The table fixes what each code means on every transport; add a row, never a special case.
 */
export const ERRORS = {
  'bad-input': { http: 400, close: 4400, retryable: false, text: say`Something in that request is not valid.` },
  'not-signed-in': { http: 401, close: 4401, retryable: false, text: say`You are not signed in. Open your sign-in link again.` },
  'not-allowed': {
    http: 403,
    close: 4403,
    retryable: false,
    text: say`Your role does not allow that. Ask the owner of the team.`,
  },
  'not-found': { http: 404, close: 4404, retryable: false, text: say`That does not exist, or is not yours to see.` },
  conflict: { http: 409, close: 4409, retryable: false, text: say`That changed in the meantime. Look at it again and repeat.` },
  'too-large': { http: 413, close: 4413, retryable: false, text: say`That is larger than the limit.` },
  'client-outdated': {
    http: 426,
    close: 4426,
    retryable: false,
    text: say`This window is older than the studio. Reload it; edits made offline are kept.`,
  },
  'too-many': { http: 429, close: 1013, retryable: true, text: say`Too many requests at once. Wait a moment and try again.` },
  'no-credits': { http: 402, close: 4402, retryable: false, text: say`There are not enough credits for this.` },
  internal: { http: 500, close: 1011, retryable: true, text: say`The studio made a mistake. Nothing was lost; try again.` },
  unavailable: {
    http: 503,
    close: 1012,
    retryable: true,
    text: say`The studio cannot do this right now. It will work again shortly.`,
  },
} as const;
export type ErrorCode = keyof typeof ERRORS;

export interface ErrorBody {
  code: ErrorCode;
  message: string;
  details?: Readonly<Record<string, unknown>>;
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  /** @param message what happened and what to do, in words for people; the table's text when left out. */
  constructor(code: ErrorCode, message?: string, options: { cause?: unknown; details?: Readonly<Record<string, unknown>> } = {}) {
    super(message ?? ERRORS[code].text, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details;
  }

  get status(): number {
    return ERRORS[this.code].http;
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }

  /** What leaves the server: never the cause, which may hold paths and keys. */
  toBody(): ErrorBody {
    return { code: this.code, message: this.message, ...(this.details ? { details: this.details } : {}) };
  }
}

/** Turns anything thrown into an AppError; what is not one becomes `internal` with the original as cause. */
export function asAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('internal', undefined, { cause: error });
}
