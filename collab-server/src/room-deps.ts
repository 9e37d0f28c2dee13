import type { DocumentName } from '@trashfire/shared/document/names';
import type { Logger } from 'pino';
import type { CommitQueue } from './commit-queue.ts';
import type { Metrics } from './metrics.ts';
import type { NodeState } from './nodes/messages.ts';
import type { NodeClock } from './nodes/node-clock.ts';
import type { Pace } from './pace.ts';
import type { UpdateLog } from './ports/update-log.ts';
import type { Turns } from './turns.ts';

/** What every room of a process shares. */
export interface RoomDeps {
  log: UpdateLog;
  commits: CommitQueue;
  metrics: Metrics;
  logger: Logger;
  pace: Pace;
  turns: Turns;
  /** Left out where this is the only node. */
  nodes?: OtherNodes;
}

/** What a room tells and asks of the other nodes (see ./nodes/node-link.ts). */
export interface OtherNodes {
  readonly node: string;
  readonly clock: NodeClock;
  /** How many are alive. */
  readonly others: number;
  changed(document: DocumentName, clientId: number, left: NodeState | null): void;
  opened(document: DocumentName): void;
}
