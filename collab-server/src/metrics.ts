import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { Counter, expose, Histogram, type Instrument, LabelledCounter, Reading } from './exposition.ts';

/** Seconds. Fine where a person notices (an edit at once, "Saved" within a quarter second), coarse where something is wrong. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const ROWS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** What one node counts and times, by the names docs/operation-collab.md explains. */
export class Metrics {
  readonly ackSeconds = new Histogram(
    'collab_ack_seconds',
    'From receiving a marker to answering it, which a person waits for as "Saved".',
    SECONDS,
  );
  readonly propagationSeconds = new Histogram(
    'collab_propagation_seconds',
    'From receiving the first edit of a turn to handing the turn to the sockets of everybody else in the room.',
    SECONDS,
  );
  readonly commitSeconds = new Histogram('collab_commit_seconds', 'One transaction of the log, commit included.', SECONDS);
  readonly commitRows = new Histogram('collab_commit_rows', 'Rows that went into one transaction of the log.', ROWS);
  readonly coldOpenSeconds = new Histogram(
    'collab_cold_open_seconds',
    'Loading a document that was not in memory; its count is how many were loaded.',
    SECONDS,
  );
  readonly committedRows = new Counter('collab_committed_rows_total', 'Rows committed to the log.');
  readonly commitFailures = new Counter(
    'collab_commit_failures_total',
    'Transactions of the log that failed and are tried again.',
  );
  readonly repairedRecords = new Counter(
    'collab_repaired_records_total',
    'Records that did not fit the schema and were repaired.',
  );
  readonly gapsRepaired = new Counter('collab_gaps_repaired_total', 'Ranges read from the log because another node wrote them.');
  readonly presenceHeard = new Counter('collab_awareness_messages_total', 'Presence messages heard from clients.');
  readonly busHeard = new LabelledCounter('collab_bus_heard_total', 'Messages heard on the bus, by their kind.', 'kind', [
    'update',
    'access',
    'document',
  ]);
  readonly busLate = new Counter(
    'collab_bus_late_total',
    'Rows of another node that polling found: the bell was late, lost its message or is out of order.',
  );
  readonly bellRows = new Counter('collab_bell_rows_total', 'Rows of other nodes whose bytes came by the bell.');
  readonly compactionSeconds = new Histogram('collab_compaction_seconds', 'Merging and storing one history.', SECONDS);
  readonly compactions = new Counter('collab_compactions_total', 'Histories merged into a snapshot.');
  readonly compactionFailures = new Counter(
    'collab_compaction_failures_total',
    'Histories that could not be merged, or whose merged state was not what they were; nothing of them was stored.',
  );
  readonly trimmedRows = new Counter('collab_trimmed_rows_total', 'Rows of the log given up after their retention.');
  readonly damagedSnapshots = new Counter('collab_damaged_snapshots_total', 'Snapshots found damaged when they were read.');
  readonly slowReaders = new Counter('collab_slow_readers_total', 'Sockets closed because their peer did not read.');
  readonly silentPeers = new Counter(
    'collab_silent_peers_total',
    'Sockets given up because nothing was heard of their peer: a closed lid, a pulled cable.',
  );
  readonly askedAgain = new Counter(
    'collab_asked_again_total',
    'Clients asked for all they have, because an update built on what is not here.',
  );
  private readonly presenceDrops = new LabelledCounter(
    'collab_presence_dropped_total',
    "Presence states not shown: of a client id that is not the sender's, worn out, or too large.",
    'reason',
    ['foreign', 'stale', 'tooLarge'],
  );
  private readonly refusals = new LabelledCounter(
    'collab_refused_total',
    'Connections refused, by the reason their peer was told.',
    'reason',
    Object.keys(CLOSE),
  );
  private readonly readings: Reading[] = [];

  refused(reason: string): void {
    this.refusals.add(reason);
  }

  presenceDropped(reason: string): void {
    this.presenceDrops.add(reason);
  }

  /** Shows a value that is read whenever somebody asks. @param label name of the label when `read` gives a map. */
  gauge(name: string, help: string, read: () => number | ReadonlyMap<string, number>, label?: string): void {
    this.readings.push(new Reading('gauge', name, help, read, label));
  }

  /** As {@link gauge}, for what only ever grows. */
  counter(name: string, help: string, read: () => number): void {
    this.readings.push(new Reading('counter', name, help, read));
  }

  /** The page of `/metrics`. */
  render(): string {
    return expose([...Object.values(this).filter(isInstrument), ...this.readings]);
  }
}

function isInstrument(value: unknown): value is Instrument {
  return value instanceof Counter || value instanceof LabelledCounter || value instanceof Histogram;
}
