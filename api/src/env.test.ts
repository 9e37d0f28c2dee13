import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const secret = 's'.repeat(32);
const GOOD = {
  PORT: '4310',
  DATABASE_URL: 'postgresql://x',
  TICKET_SECRET: secret,
  URL_SECRET: secret,
  WORKER_TOKEN: secret,
  ENCRYPTION_KEY: Buffer.alloc(32).toString('base64url'),
  PUBLIC_URL: 'http://127.0.0.1:4310/',
  COLLAB_URL: 'ws://127.0.0.1:4311/',
  DATA_DIR: '.data',
};

describe('the environment of the api', () => {
  it('is read once, with defaults and without trailing slashes; nothing counts as left out', () => {
    expect(readEnv({ ...GOOD, REDIS_URL: '', GROQ_API_KEY: '' })).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 4310,
      PUBLIC_URL: 'http://127.0.0.1:4310',
      COLLAB_URL: 'ws://127.0.0.1:4311',
      GROQ_MODEL: 'openai/gpt-oss-120b',
      DEMO_SERIES: 'on',
    });
    expect(readEnv({ ...GOOD, REDIS_URL: '' }).REDIS_URL).toBeUndefined();
  });

  it('lists everything that is wrong at once', () => {
    const wrong = () => readEnv({ ...GOOD, PORT: 'x', TICKET_SECRET: 'short', ENCRYPTION_KEY: 'abc', PUBLIC_URL: 'ftp://x' });
    for (const name of ['PORT', 'TICKET_SECRET', 'ENCRYPTION_KEY', 'PUBLIC_URL']) expect(wrong).toThrow(name);
  });

  it('wants the keys of a bucket beside its name', () => {
    expect(() => readEnv({ ...GOOD, S3_BUCKET: 'b' })).toThrow('S3_ACCESS_KEY_ID');
    expect(readEnv({ ...GOOD, S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 's' }).S3_BUCKET).toBe('b');
  });
});
