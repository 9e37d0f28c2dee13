/** The store's hiccups are shorter than this and are no reason to send everybody to another node. ms. */
const PATIENCE_MS = 2000;

export interface ReadinessFacts {
  /** On its way out. */
  draining: boolean;
  /** For how long the log has refused every commit; null while it takes them. ms. */
  logFailingMs: number | null;
  /** For how long the database has left questions unanswered or failed them; null while it answers. ms. */
  databaseSilentMs: number | null;
}

/**
 * Why a load balancer should send nobody here, in words for the one who looks; empty when it should. Redis is not asked: a
 * node without it finds out by polling and serves everybody all the same (DESIGN §5.4).
 */
export function whyNotReady({ draining, logFailingMs, databaseSilentMs }: ReadinessFacts): string[] {
  const reasons: string[] = [];
  if (draining) reasons.push('draining');
  if (logFailingMs !== null && logFailingMs > PATIENCE_MS) reasons.push('the log takes no edits');
  if (databaseSilentMs !== null && databaseSilentMs > PATIENCE_MS) reasons.push('the database does not answer');
  return reasons;
}

/** For how long something asked again and again has not answered well. A question still open counts from when it was asked. */
export class Silence {
  private failingSince: number | null = null;
  private askedAt: number | null = null;

  asked(now: number): void {
    this.askedAt ??= now;
  }

  answered(): void {
    this.askedAt = null;
    this.failingSince = null;
  }

  failed(now: number): void {
    this.failingSince ??= this.askedAt ?? now;
    this.askedAt = null;
  }

  /** @returns null while it answers. ms. */
  lasting(now: number): number | null {
    const since = this.failingSince ?? this.askedAt;
    return since === null ? null : now - since;
  }
}
