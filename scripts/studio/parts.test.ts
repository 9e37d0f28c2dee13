import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseAddress } from './address.ts';
import { browserCommand } from './browser.ts';
import { serviceEnv } from './env.ts';
import { createLineLog, DATABASE_AWAY, importantLine, sayOutageOnce } from './line-log.ts';
import { loadSecrets } from './secrets.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'studio-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('environment of a service', () => {
  const settings = { DATABASE_URL: 'postgresql://x', WORKER_TOKEN: 't', URL_SECRET: 's', PORT: '1' };

  it('keeps from a service what it does not read, also when the shell exports it (R3)', () => {
    const env = serviceEnv('render-worker', settings, { PATH: '/bin', DATABASE_URL: 'from the shell', TICKET_SECRET: 'x' });
    expect(env).toEqual({ PATH: '/bin', WORKER_TOKEN: 't', PORT: '1' });
  });

  it('passes a person’s own choice on and lets the studio decide the rest', () => {
    const env = serviceEnv('api', settings, { GROQ_API_KEY: 'key', PORT: '9' });
    expect(env).toEqual({ GROQ_API_KEY: 'key', DATABASE_URL: 'postgresql://x', WORKER_TOKEN: 't', URL_SECRET: 's', PORT: '1' });
  });
});

describe('secrets', () => {
  it('are made once, for the owner’s eyes only', () => {
    const first = loadSecrets(dataDir);
    expect(loadSecrets(dataDir)).toEqual(first);
    expect(new Set(Object.values(first)).size).toBe(5);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('keeps the ones that are there when a release adds another', () => {
    const { ticketSecret } = loadSecrets(dataDir);
    writeFileSync(join(dataDir, 'secrets.json'), JSON.stringify({ ticketSecret }));
    expect(loadSecrets(dataDir).ticketSecret).toBe(ticketSecret);
  });
});

describe('logs', () => {
  it('begin anew at each start and stay within their size', () => {
    createLineLog(dataDir, 'api').write('old');
    const log = createLineLog(dataDir, 'api', 10);
    expect(readFileSync(`${log.file}.old`, 'utf8')).toBe('old\n');
    for (const line of ['12345', '67890', 'abcde']) log.write(line);
    expect(readFileSync(log.file, 'utf8')).toBe('abcde\n');
    expect(readFileSync(`${log.file}.old`, 'utf8')).toBe('67890\n');
  });

  it('show errors to a person and nothing else', () => {
    expect(importantLine('{"level":50,"msg":"cannot write","err":{"message":"disk full"}}')).toBe('cannot write: disk full');
    expect(importantLine('{"level":30,"msg":"listening"}')).toBeNull();
    expect(importantLine('plain text')).toBeNull();
    expect(importantLine('{broken')).toBeNull();
  });

  it('say once that the database is away, however many requests fail, and again when it is away again', () => {
    const failed = (err: object) => importantLine(JSON.stringify({ level: 50, msg: 'request failed', err }));
    const starting = 'Invalid `prisma.session.findUnique()` invocation:\n\nDatabase error. Code: `57P03`. Message: `starting up`';
    const refused = 'Invalid `prisma.episode.findFirst()` invocation:\n\nCan’t reach database server';
    const lines = [failed({ code: 'P2039', message: starting }), failed({ code: 'P1001', message: refused })];
    expect(lines).toEqual([DATABASE_AWAY, DATABASE_AWAY]);
    expect(failed({ code: 'P2002', message: 'Code: `23505`, shot 08123' })).toContain('23505');

    const said: string[] = [];
    let now = 0;
    const say = sayOutageOnce(
      (line) => said.push(line),
      () => now,
    );
    for (const line of [DATABASE_AWAY, 'api is back.', DATABASE_AWAY, DATABASE_AWAY, 'api is back.']) {
      say(line);
      now += 20_000;
    }
    expect(said).toEqual([DATABASE_AWAY, 'api is back.', 'api is back.']);
    now += 60_000;
    say(DATABASE_AWAY);
    expect(said.at(-1)).toBe(DATABASE_AWAY);
  });
});

describe('where the studio is served', () => {
  const net = (address: string, internal = false) => ({
    address,
    internal,
    family: 'IPv4' as const,
    netmask: '',
    mac: '',
    cidr: null,
  });

  it('is this machine alone unless asked', () => {
    expect(chooseAddress(false, { eth0: [net('192.168.1.5')] })).toEqual({ bind: '127.0.0.1', name: '127.0.0.1' });
  });

  it('is the home network rather than a container bridge', () => {
    const interfaces = { docker0: [net('172.17.0.1')], lo: [net('127.0.0.1', true)], wlan0: [net('192.168.1.5')] };
    expect(chooseAddress(true, interfaces)).toEqual({ bind: '0.0.0.0', name: '192.168.1.5' });
    expect(() => chooseAddress(true, { lo: [net('127.0.0.1', true)] })).toThrow('There is no network to serve');
  });
});

describe('browser', () => {
  it('is opened where a person sits', () => {
    expect(browserCommand('linux', { DISPLAY: ':0' })).toEqual(['xdg-open']);
    expect(browserCommand('darwin', {})).toEqual(['open']);
  });

  it('is not opened in CI, over ssh or without a screen', () => {
    expect(browserCommand('linux', { DISPLAY: ':0', CI: 'true' })).toBeNull();
    expect(browserCommand('darwin', { SSH_CONNECTION: '1' })).toBeNull();
    expect(browserCommand('linux', {})).toBeNull();
  });
});
