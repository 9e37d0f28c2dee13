#!/usr/bin/env node
/**
 * Stands in for Prisma's native `schema-engine` binary, which cannot be downloaded on closed networks: answers the
 * CLI's JSON-RPC over stdio with the WASM build of the same engine, reaching Postgres through `pg`. For developers only;
 * a running studio migrates with src/deploy.ts and never needs the CLI.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as wasmGlue from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const args = process.argv.slice(2);
const argument = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const dataSource = JSON.parse(argument('--datasource') ?? '{}');
const databaseUrl = dataSource.url ?? process.env.DATABASE_URL;

/** Runs one statement on the server's maintenance database, where databases are made and dropped. */
async function onServer(sql) {
  const url = new URL(databaseUrl);
  url.pathname = '/postgres';
  url.search = '';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const databaseName = (url) => decodeURIComponent(new URL(url).pathname.slice(1));
const quoted = (name) => pg.escapeIdentifier(name);

async function createDatabase(url) {
  await onServer(`CREATE DATABASE ${quoted(databaseName(url))}`);
  return databaseName(url);
}

/** adapter-pg lets a connection string win over `database`, so the shadow database needs the parts. */
function connectionParts(url) {
  const { hostname, port, username, password } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: databaseName(url),
  };
}

const INTERNAL_CHAR_OID = 18;
const TEXT_OID = 25;

/**
 * Two faults of adapter-pg mended. The catalogue's one-byte "char" type is unknown to it and would end introspection: it
 * is read as text and then declared to be a character, which the engine insists on. And it cuts a script at every
 * semicolon, which tears function bodies apart: a script goes to the server whole.
 */
function mended(adapter) {
  const perform = adapter.performIO.bind(adapter);
  let characters = [];
  adapter.performIO = async (query) => {
    const result = await perform(query);
    characters = (result.fields ?? []).flatMap((field, at) => (field.dataTypeID === INTERNAL_CHAR_OID ? [at] : []));
    for (const at of characters) result.fields[at].dataTypeID = TEXT_OID;
    return result;
  };
  const query = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (request) => {
    const result = await query(request);
    for (const at of characters) result.columnTypes[at] = ColumnTypeEnum.Character;
    return result;
  };
  adapter.executeScript = async (script) => {
    await adapter.client.query(script);
  };
  if (adapter.startTransaction) {
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (...rest) => mended(await start(...rest));
  }
  return adapter;
}

/** adapter-pg drops the shadow database while its own pool is connected to it; here the pool is disposed of first. */
async function connectToShadow() {
  const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  await onServer(`CREATE DATABASE ${quoted(database)}`);
  const adapter = mended(await new PrismaPg({ ...connectionParts(databaseUrl), database }).connect());
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await onServer(`DROP DATABASE IF EXISTS ${quoted(database)} WITH (FORCE)`);
  };
  return adapter;
}

function adapterFactory() {
  const factory = new PrismaPg(connectionParts(databaseUrl));
  const connect = factory.connect.bind(factory);
  factory.connect = async () => mended(await connect());
  factory.connectToShadowDb = connectToShadow;
  return bindMigrationAwareSqlAdapterFactory(factory);
}

/** The engine reports a panic here before it dies; without it the panic itself would be lost. */
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message(message) {
    process.stderr.write(`The schema engine panicked: ${message}\n`);
  },
};

async function loadEngine() {
  const require = createRequire(import.meta.url);
  const wasmFile = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), { './schema_engine_bg.js': wasmGlue });
  wasmGlue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const models = args.flatMap((name, at) =>
    name === '--datamodels' ? [[args[at + 1], readFileSync(args[at + 1], 'utf8')]] : [],
  );
  const log = (line) => process.env.DEBUG && process.stderr.write(`${line}\n`);
  return wasmGlue.SchemaEngine.new({ datamodels: models.length > 0 ? models : undefined }, log, adapterFactory());
}

const send = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const prints = new Map();
let lastPrint = 1_000_000;

/** The CLI prints on the engine's behalf and answers when it has. */
function print(content) {
  lastPrint += 1;
  send({ jsonrpc: '2.0', id: lastPrint, method: 'print', params: { content } });
  return new Promise((printed) => prints.set(lastPrint, printed));
}

async function answer(engine, { method, params }) {
  if (method === 'createDatabase') return { databaseName: await createDatabase(params?.datasource?.url ?? databaseUrl) };
  const running = await engine();
  if (method === 'getDatabaseVersion') return running.version(params);
  const result = (await running[method](params)) ?? {};
  if (method !== 'diff' || typeof result.stdout !== 'string') return result;
  await print(result.stdout.replace(/\n$/, ''));
  return { ...result, stdout: null };
}

const failure = (error) => ({
  code: 4466,
  message: 'An error happened. Check the data field for details.',
  data: { is_panic: false, message: error?.message ?? String(error), error_code: error?.code, meta: error?.meta ?? null },
});

async function serveRpc() {
  let loading;
  const engine = () => {
    loading ??= loadEngine();
    return loading;
  };
  const handle = (request) =>
    answer(engine, request).then(
      (result) => send({ jsonrpc: '2.0', id: request.id, result }),
      (error) => send({ jsonrpc: '2.0', id: request.id, error: failure(error) }),
    );
  const underWay = new Set();
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const message = JSON.parse(line);
    if (message.method === undefined) {
      prints.get(message.id)?.();
      prints.delete(message.id);
      continue;
    }
    const work = handle(message).finally(() => underWay.delete(work));
    underWay.add(work);
  }
  await Promise.all(underWay);
}

const CLI_COMMANDS = {
  'can-connect-to-database': async () => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.end();
  },
  'create-database': () => createDatabase(databaseUrl),
  'drop-database': () => onServer(`DROP DATABASE ${quoted(databaseName(databaseUrl))}`),
};
/** Postgres' error code -> the code the CLI acts on (missing database, database exists). */
const PRISMA_CODES = { '3D000': 'P1003', '42P04': 'P1009' };

async function runCli(command) {
  try {
    const run = CLI_COMMANDS[command];
    if (run === undefined) throw new Error(`The schema engine stand-in does not know the command "${command}".`);
    await run();
    return 0;
  } catch (error) {
    const fields = { message: error.message, is_panic: false, error_code: PRISMA_CODES[error.code] ?? 'P1001', meta: null };
    const line = { timestamp: new Date().toISOString(), level: 'ERROR', fields, target: 'schema_engine::logger' };
    process.stderr.write(`\n${JSON.stringify(line)}\n`);
    return 1;
  }
}

if (args.includes('--version') || args.includes('-V')) process.stdout.write('schema-engine-cli wasm\n');
else if (args.includes('cli')) process.exitCode = await runCli(args[args.indexOf('cli') + 1]);
else await serveRpc();
process.exit();
