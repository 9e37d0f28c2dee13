import { AppError } from '../errors/app-error.ts';
import { closedError, type SessionStatus } from './session-status.ts';

interface Waiter {
  done: () => boolean;
  writes: boolean;
  resolve: () => void;
  reject: (error: AppError) => void;
}

/** Who waits for something of a session, and hears when it has come, or why it never will. */
export class Waiters {
  private waiting: Waiter[] = [];

  /** @param writes it waits for the server to take something, so it waits in vain while it takes nothing. */
  add(done: () => boolean, writes: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ done, writes, resolve, reject });
    });
  }

  /** Looks at all of them again; call when something has changed. */
  settle({ closeReason, readOnly, refusal }: SessionStatus): void {
    const { waiting } = this;
    this.waiting = [];
    for (const waiter of waiting) {
      if (waiter.done()) waiter.resolve();
      else if (closeReason !== null) waiter.reject(closedError(closeReason));
      else if (readOnly && waiter.writes) waiter.reject(new AppError('not-allowed', refusal?.text));
      else this.waiting.push(waiter);
    }
  }
}
