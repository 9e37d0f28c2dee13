import { expect, it } from 'vitest';
import { allowedOrigins, readEnv } from './env.ts';

const GOOD = {
  PORT: '8100',
  DATABASE_URL: 'postgresql://x',
  TICKET_SECRET: 'x'.repeat(32),
  PUBLIC_URL: 'http://192.168.1.4:8000',
};

it('reads what it needs and fills in the rest', () => {
  expect(readEnv(GOOD)).toMatchObject({ HOST: '127.0.0.1', PORT: 8100, LOG_LEVEL: 'info', DATABASE_POOL: 6, LOG_KEEP_DAYS: 90 });
});

it('lists everything that is missing or wrong at once', () => {
  const error = () => readEnv({ PORT: 'http', TICKET_SECRET: 'short', PUBLIC_URL: 'ftp://x', LOG_KEEP_DAYS: '0' });
  for (const name of ['PORT', 'DATABASE_URL', 'TICKET_SECRET', 'PUBLIC_URL', 'LOG_KEEP_DAYS']) expect(error).toThrow(name);
});

it('lets pages of the studio in, on plain http under every name of this machine', () => {
  expect(allowedOrigins('https://studio.example/home')).toEqual(['https://studio.example']);
  expect(allowedOrigins('http://192.168.1.4:8000')).toEqual([
    'http://192.168.1.4:8000',
    'http://localhost:8000',
    'http://127.0.0.1:8000',
    'http://[::1]:8000',
  ]);
});
