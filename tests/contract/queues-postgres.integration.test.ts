import { createQueues } from '@trashfire/shared/jobs/queues';
import { queueAcceptance } from '@trashfire/shared/testing/queue-acceptance';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';

describe('the queue on Postgres', () => {
  let database: TestDatabase;
  const open = async () => createQueues({ connection: { kind: 'postgres', url: database.url }, onError: () => undefined });

  beforeAll(async () => {
    database = await testDatabase();
    const queues = await open();
    await queues.migrate();
    await queues.close();
  });
  afterAll(() => database.drop());

  queueAcceptance({ test, expect }, open);
});
