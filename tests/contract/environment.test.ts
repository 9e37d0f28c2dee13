import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readEnv as readApi } from '../../api/src/env.ts';
import { readEnv as readCollab } from '../../collab-server/src/env.ts';
import { readEnv as readWorker } from '../../render-worker/src/env.ts';
import { ROOT } from '../../scripts/checks.ts';
import { SERVICES, type ServiceName, serviceEnv, VARIABLES, type VariableName } from '../../scripts/studio/env.ts';
import { settingsFor } from '../../scripts/studio/settings.ts';

/** The table in scripts/studio/env.ts, the services' own env.ts and docker-compose.yml say the same. */
const names = Object.keys(VARIABLES) as VariableName[];
const isOptional = (name: VariableName): boolean => 'optional' in VARIABLES[name];
const readBy = (service: ServiceName): VariableName[] =>
  names.filter((name) => (VARIABLES[name].services as readonly ServiceName[]).includes(service));

describe('what a service reads', () => {
  it.each(SERVICES)('%s: its env.ts and the table name the same variables', (service) => {
    const source = readFileSync(join(ROOT, service, 'src', 'env.ts'), 'utf8');
    const read = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+): z/gm)].map((match) => match[1]);
    expect(read.sort()).toEqual(readBy(service).sort());
  });
});

const READERS = { api: readApi, 'collab-server': readCollab, 'render-worker': readWorker } as const;
const SECRET = 'x'.repeat(43);
const settings = settingsFor({
  address: { bind: '127.0.0.1', name: '127.0.0.1' },
  ports: { api: 4310, collab: 4311, worker: 4312 },
  secrets: { ticketSecret: SECRET, urlSecret: SECRET, workerToken: SECRET, encryptionKey: SECRET, queuePassword: SECRET },
  database: { url: 'postgresql://a@127.0.0.1/a', queueUrl: 'postgresql://b@127.0.0.1/a' },
  dataDir: '/data',
  workDir: '/data/worker',
  clientDist: null,
  logLevel: 'info',
});

describe('what npm start hands to a service', () => {
  it.each(SERVICES)('%s: every variable is passed, or left to a default on purpose', (name) => {
    const passed = Object.keys(serviceEnv(name, settings[name], {}));
    expect(readBy(name).filter((variable) => !isOptional(variable) && !passed.includes(variable))).toEqual([]);
    // Passed to one service of those that read it and not to another is an oversight, unless its line in the table says so.
    const elsewhere = SERVICES.flatMap((other) => Object.keys(serviceEnv(other, settings[other], {})));
    expect(readBy(name).filter((variable) => elsewhere.includes(variable) && !passed.includes(variable))).toEqual([]);
    expect(() => READERS[name](serviceEnv(name, settings[name], {}))).not.toThrow();
  });

  it.each(SERVICES)('%s does without each variable the table calls optional, and reads what is set', (name) => {
    // One at a time: the queue of the worker needs either of two.
    const all: Record<string, string> = { ...serviceEnv(name, settings[name], {}) };
    const optional = readBy(name).filter((variable) => isOptional(variable) && variable !== 'QUEUE_DATABASE_URL');
    for (const variable of optional) {
      const { [variable]: _left, ...rest } = all;
      expect(() => READERS[name](rest), variable).not.toThrow();
    }
  });

  it.each(['api', 'collab-server'] as const)('%s: the size of its pool is the person’s own choice', (name) => {
    const own = serviceEnv(name, settings[name], { DATABASE_POOL: '17' });
    expect(READERS[name](own)).toMatchObject({ DATABASE_POOL: 17 });
    expect(READERS[name](serviceEnv(name, settings[name], {}))).toMatchObject({ DATABASE_POOL: 6 });
  });
});

const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string().optional(),
      build: z.object({ context: z.string(), target: z.string() }).optional(),
      command: z.union([z.array(z.string()), z.string()]).optional(),
      healthcheck: z.object({ test: z.array(z.string()) }).optional(),
      environment: z.record(z.string(), z.string()).default({}),
      ports: z.array(z.string()).default([]),
      stop_grace_period: z.string().optional(),
      volumes: z.array(z.string()).default([]),
      depends_on: z.union([z.array(z.string()), z.record(z.string(), z.object({ condition: z.string() }))]).default([]),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
});

describe('docker-compose.yml', () => {
  const { services, volumes } = Compose.parse(parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }));

  it.each(SERVICES)('%s gets every variable it needs and none it does not read (R3)', (name) => {
    const given = Object.keys(services[name]?.environment ?? {});
    expect(given.filter((variable) => !(readBy(name) as string[]).includes(variable))).toEqual([]);
    const needed = readBy(name).filter((variable) => !isOptional(variable));
    expect(needed.filter((variable) => !given.includes(variable))).toEqual([]);
    expect(services[name]?.command).toEqual(['node', `${name}/src/main.ts`]);
  });

  it('keeps jobs when memory is short and when Redis restarts (R6)', () => {
    expect(services.redis?.command).toEqual(expect.arrayContaining(['--maxmemory-policy', 'noeviction', '--appendonly', 'yes']));
  });

  it('waits for the PostgreSQL that services reach, not for the one on a socket that makes the database first', () => {
    expect(services.postgres?.healthcheck?.test.join(' ')).toContain('pg_isready -h 127.0.0.1 ');
  });

  it('asks for the bucket until it is there: weed shell ends with 0 when it could not make it', () => {
    expect(services['s3-bucket']?.command?.[0]).toMatch(
      /^until .*s3\.bucket\.list.* do .*s3\.bucket\.create -name trashfire.* done$/,
    );
    expect(services.api?.depends_on).toMatchObject({ 's3-bucket': { condition: 'service_completed_successfully' } });
    expect(services.api?.environment.S3_BUCKET).toBe('trashfire');
  });

  it('gives the asset store more than the 20 s its orderly stop takes', () => {
    expect(Number.parseInt(services.s3?.stop_grace_period ?? '10s', 10)).toBeGreaterThan(20);
  });

  it('hands the api the client that the image holds', () => {
    const folder = services.api?.environment.CLIENT_DIST ?? '';
    const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
    expect(dockerfile.split(' AS server\n')[1]).toContain(`COPY --from=build ${folder} ${folder.replace('/studio/', '')}\n`);
  });

  it('another port of the studio is in both of its addresses', () => {
    const { PUBLIC_URL, COLLAB_URL } = services.api?.environment ?? {};
    const { ports = [] } = services.gateway ?? {};
    const port = ports[0]?.slice(0, ports[0].lastIndexOf(':'));
    expect(port).toMatch(/^\$\{STUDIO_PORT:-\d+\}$/);
    expect([PUBLIC_URL, COLLAB_URL]).toEqual([
      `\${PUBLIC_URL:-http://localhost:${port}}`,
      `\${COLLAB_URL:-ws://localhost:${port}}`,
    ]);
  });

  it('names only services, volumes, images and build stages that exist', () => {
    const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
    for (const service of Object.values(services)) {
      const before = Array.isArray(service.depends_on) ? service.depends_on : Object.keys(service.depends_on);
      for (const name of before) expect(Object.keys(services)).toContain(name);
      for (const volume of service.volumes) expect(Object.keys(volumes)).toContain(volume.split(':')[0]);
      if (service.build) expect(dockerfile).toContain(` AS ${service.build.target}\n`);
      else expect(service.image).toBeDefined();
    }
  });

  it('starts only scripts that exist, and the image copies only what exists', () => {
    const scripts = Object.values(services).flatMap(({ command = [] }) =>
      Array.isArray(command) && command[0] === 'node' ? [command[1] ?? ''] : [],
    );
    const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) => (match[1] ?? '').split(' '));
    for (const path of [...scripts, ...copied]) expect(existsSync(join(ROOT, path)), path).toBe(true);
  });
});
