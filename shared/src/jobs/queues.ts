import { type BackendFactory, createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { JOBS, type JobName, type JobPayload, LOCK_DURATION_MS, type QueueName, STALLED_INTERVAL_MS } from './catalog.ts';

/** Where the queues live: Postgres in the embedded profile, Redis when `REDIS_URL` is set (DESIGN §3). */
export type QueueConnection = { kind: 'postgres'; url: string } | { kind: 'redis'; url: string };

export interface QueuedJob<J extends JobName> {
  name: J;
  payload: JobPayload<J>;
  /** Unique while the job exists: adding it again does nothing, so an outbox row sent twice runs once. No colon (BullMQ). */
  jobId: string;
  /** 1 is soonest, 2^21-1 last; left out it comes before all (BullMQ). */
  priority?: number;
}

/** Work for one job; the signal fires at the catalog's timeout and when the consumer is closed by force. */
export type JobHandler<J extends JobName> = (payload: JobPayload<J>, signal: AbortSignal) => Promise<void>;
export type JobHandlers = { [J in JobName]?: JobHandler<J> };

export interface Consumer {
  /** Waits for running jobs, or drops them when `force` is set; a dropped job stalls and is taken by another consumer (R6). */
  close(force?: boolean): Promise<void>;
}

/** BullMQ on either backend behind one port; the acceptance suite is ../testing/queue-acceptance.ts. */
export interface Queues {
  readonly kind: QueueConnection['kind'];
  /** Brings the queue's own tables up to date; call once at deploy. Nothing to do on Redis. */
  migrate(): Promise<void>;
  add<J extends JobName>(job: QueuedJob<J>): Promise<void>;
  /** True while the job waits or runs. */
  has(queue: QueueName, jobId: string): Promise<boolean>;
  /** Takes a waiting job out. @returns false when it is running or gone. */
  remove(queue: QueueName, jobId: string): Promise<boolean>;
  consume(queue: QueueName, concurrency: number, handlers: JobHandlers): Consumer;
  close(): Promise<void>;
}

interface Deps {
  connection: QueueConnection;
  onError(error: Error): void;
}

/** Prefix of the keys on Redis and schema name on Postgres, so that one server can hold several studios. */
const NAMESPACE = 'bullmq';

/** Connects when a queue is first used; errors of connections go to `onError`. */
export function createQueues({ connection, onError }: Deps): Queues {
  const backend: BackendFactory | undefined =
    connection.kind === 'postgres' ? (createPostgresBackend as BackendFactory) : undefined;
  const redis: Redis[] = [];
  const options = () => {
    if (connection.kind === 'postgres') return { connection: { connectionString: connection.url, schema: NAMESPACE, max: 4 } };
    // A worker's connection waits in Redis for work; without `null` ioredis gives up and the worker dies with it.
    const client = new Redis(connection.url, { maxRetriesPerRequest: null });
    client.on('error', onError);
    redis.push(client);
    return { connection: client, prefix: NAMESPACE };
  };
  const queues = new Map<QueueName, Queue>();
  const queue = (name: QueueName): Queue => {
    let found = queues.get(name);
    if (!found) {
      const keep = { removeOnComplete: true, removeOnFail: true } as const;
      found = new Queue(name, { ...(options() as { connection: Redis }), defaultJobOptions: keep }, backend as undefined);
      found.on('error', onError);
      queues.set(name, found);
    }
    return found;
  };
  const consumers = new Set<Worker>();

  return {
    kind: connection.kind,
    async migrate() {
      if (connection.kind !== 'postgres') return;
      const client = new pg.Client({ connectionString: connection.url });
      await client.connect();
      try {
        await runMigrations(client, NAMESPACE);
      } finally {
        await client.end();
      }
    },
    async add(job) {
      const { queue: name, payload } = JOBS[job.name];
      const priority = job.priority === undefined ? {} : { priority: job.priority };
      await queue(name).add(job.name, payload.parse(job.payload), { jobId: job.jobId, attempts: 1, ...priority });
    },
    async has(name, jobId) {
      const state = await queue(name).getJobState(jobId);
      return state !== 'unknown' && state !== 'completed' && state !== 'failed';
    },
    async remove(name, jobId) {
      const job = await queue(name).getJob(jobId);
      if (!job || (await job.isActive())) return false;
      await job.remove();
      return true;
    },
    consume(name, concurrency, handlers) {
      const stop = new AbortController();
      const worker = new Worker(
        name,
        async (job) => {
          const handler = handlers[job.name as JobName] as JobHandler<JobName> | undefined;
          if (!handler) throw new Error(`no handler for job ${job.name}`);
          const contract = JOBS[job.name as JobName];
          const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(contract.timeoutMs)]);
          await handler(contract.payload.parse(job.data), signal);
        },
        {
          ...(options() as { connection: Redis }),
          concurrency,
          lockDuration: LOCK_DURATION_MS,
          stalledInterval: STALLED_INTERVAL_MS,
          // A job may outlive several dead workers: Postgres counts attempts, the queue only carries.
          maxStalledCount: 100,
        },
        backend as undefined,
      );
      worker.on('error', onError);
      consumers.add(worker);
      return {
        async close(force = false) {
          if (force) stop.abort('closing');
          await worker.close(force);
          consumers.delete(worker);
        },
      };
    },
    async close() {
      await Promise.all([...consumers].map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((q) => q.close()));
      for (const client of redis) client.disconnect();
    },
  };
}
