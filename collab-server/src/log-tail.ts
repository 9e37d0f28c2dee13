import type { DocumentName } from '@trashfire/shared/document/names';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';
import { type HeldRow, RowOrder } from './nodes/row-order.ts';
import type { LogRow, UpdateLog } from './ports/update-log.ts';
import type { Turns } from './turns.ts';

const RANGE_ROWS = 500;
/** A row that another node committed before ours is on its way to us, nearly always; asking the log for it would be as slow. */
const GAP_MS = 25;

export interface LogTailDeps {
  log: UpdateLog;
  turns: Turns;
  metrics: Metrics;
  logger: Logger;
  /** How many other nodes are alive. */
  others(): number;
  /** Applies rows, the first at least, for as long as there is time. @returns how many. */
  apply(rows: readonly HeldRow[], until: number): number;
}

/** Brings what the log got from other nodes into a document, in order and a piece a turn of the loop (DESIGN §5.4). */
export class LogTail {
  private readonly document: DocumentName;
  private readonly deps: LogTailDeps;
  private readonly order = new RowOrder();
  private last: number;
  private due = false;
  private catchingUp: Promise<void> | null = null;
  private gapTimer: NodeJS.Timeout | undefined;
  private stopped = false;

  /** @param seq of the log that the document was read with. */
  constructor(document: DocumentName, seq: number, deps: LogTailDeps) {
    this.document = document;
    this.last = seq;
    this.deps = deps;
  }

  /** Last log sequence that is in the document, with everything before it. */
  get seq(): number {
    return this.last;
  }

  stop(): void {
    this.stopped = true;
    this.forgetGap();
  }

  /** Rows as they were committed: shown in the next turn when nothing before them is missing. */
  hear(rows: readonly HeldRow[]): void {
    const held = rows.filter((row) => row.seq > this.last).every(({ seq, bytes }) => this.order.hold(seq, bytes));
    this.goOn(held);
  }

  /** The log has grown to `seq`; its bytes did not come, or are waiting for one before them. */
  hearHead(seq: number): void {
    if (seq > this.last && !this.order.has(seq)) void this.catchUp();
  }

  /** Reads what other nodes wrote and shows it to the members. Never rejects. */
  catchUp(): Promise<void> {
    this.catchingUp ??= this.readTail()
      .catch((error: unknown) =>
        this.deps.logger.warn({ err: error, document: this.document }, 'could not read the log, trying again'),
      )
      .finally(() => {
        this.catchingUp = null;
      });
    return this.catchingUp;
  }

  private async readTail(): Promise<void> {
    while (!this.stopped) {
      const rows = await this.deps.log.readRange(this.document, this.last, RANGE_ROWS);
      if (rows.length === 0 || this.stopped) return;
      this.deps.metrics.gapsRepaired.add(1);
      await this.applyInTurns(rows);
      if (rows.length < RANGE_ROWS) return;
    }
  }

  private applyInTurns(rows: readonly LogRow[]): Promise<void> {
    return new Promise((resolve) => {
      const work = (until: number) => {
        // The bell may have brought some of them meanwhile.
        const left = rows.filter(({ seq }) => seq > this.last);
        const more = !this.stopped && this.apply(left, until);
        if (more) this.deps.turns.soon(work);
        else resolve();
      };
      this.deps.turns.soon(work);
    });
  }

  /** @returns whether some are left. */
  private apply(rows: readonly HeldRow[], until: number): boolean {
    if (rows.length === 0) return false;
    const count = this.deps.apply(rows, until);
    if (this.stopped) return false;
    this.moveTo(rows[count - 1]?.seq ?? this.last);
    this.goOn(true);
    return count < rows.length;
  }

  private moveTo(seq: number): void {
    this.last = Math.max(this.last, seq);
    this.order.forget(this.last);
  }

  /** @param held whether there was a place for all that was heard. */
  private goOn(held: boolean): void {
    if (this.stopped) return;
    const next = this.order.after(this.last);
    const missing = next.findIndex(({ bytes }) => bytes !== null);
    const known = missing === -1 ? next.length : missing;
    if (known > 0) this.moveTo(next[known - 1]?.seq ?? this.last);
    if (known < next.length) this.soon();
    if (held && this.order.size === next.length - known) this.forgetGap();
    else if (!held || this.deps.others() === 0) void this.catchUp();
    else
      this.gapTimer ??= setTimeout(() => {
        this.forgetGap();
        void this.catchUp();
      }, GAP_MS);
  }

  private soon(): void {
    if (this.due) return;
    this.due = true;
    this.deps.turns.soon((until) => {
      this.due = false;
      if (!this.stopped) this.apply(this.order.after(this.last), until);
    });
  }

  private forgetGap(): void {
    clearTimeout(this.gapTimer);
    this.gapTimer = undefined;
  }
}
