import type { Server as HttpServer } from 'node:http';
import type { PrismaClient } from '@trashfire/prisma/client';
import type { ProfileView } from '@trashfire/shared/api/contract';
import { say } from '@trashfire/shared/errors/say';
import type { Redis } from 'ioredis';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { type GroqSettings, mindLabel } from './agent/minds/choose.ts';
import { createSignedUrls, type SignedUrls } from './features/assets/signed-urls.ts';
import type { AssetStore } from './features/assets/store.ts';
import { createUploadParts, type UploadParts } from './features/assets/upload-parts.ts';
import { createSay, type Say } from './features/chat/chat.ts';
import { type Connections, createConnections } from './features/connections/connections.ts';
import type { KeyProbe } from './features/connections/groq-probe.ts';
import { createSeal } from './features/connections/seal.ts';
import { createDocumentReader, type DocumentReader } from './features/documents/reader.ts';
import { createScripts, type Scripts } from './features/documents/scripts.ts';
import { createDocumentWriter, type DocumentWriter } from './features/documents/writer.ts';
import { createErasure, type Erasure } from './features/history/erasure.ts';
import { endedSessions } from './features/session/repo.ts';
import { createSession } from './features/session/session.ts';
import { type Authenticate, createAuthenticate } from './http/authenticate.ts';
import { type SessionCookie, sessionCookie } from './http/cookies.ts';
import { createRealtime, type Realtime } from './realtime/realtime.ts';
import { createRing } from './realtime/ring.ts';

/** What is fixed for the life of the process; where it comes from is main's affair. */
export interface Settings {
  /** Origin of the studio as browsers see it. */
  publicUrl: string;
  /** Of the collab-server as browsers reach it. */
  collabUrl: string;
  /** Of the collab-server as this process reaches it. */
  internalCollabUrl: string;
  ticketSecret: string;
  urlSecret: string;
  /** 32 bytes. */
  encryptionKey: Uint8Array;
  /** `baseUrl`: another server that speaks the same API and may need no key. */
  groq: GroqSettings & { environmentKey: string | undefined };
  /** Name of what carries the jobs, for the profile. */
  queue: string;
}

export interface CoreDeps {
  server: HttpServer;
  prisma: PrismaClient;
  pool: Pool;
  store: AssetStore;
  probeGroq: KeyProbe;
  redis?: Redis;
  settings: Settings;
  logger: Logger;
  now(): Date;
}

/** What features are made of: the facts, the documents, and the ways to people. Render and agent are built on it too. */
export interface Core extends CoreDeps {
  reader: DocumentReader;
  writer: DocumentWriter;
  scripts: Scripts;
  urls: SignedUrls;
  realtime: Realtime;
  session: ReturnType<typeof createSession>;
  authenticate: Authenticate;
  cookie: SessionCookie;
  connections: Connections;
  say: Say;
  erasure: Erasure;
  uploads: UploadParts;
}

/** Puts the core together and attaches live events to `deps.server`; it listens to nothing by itself. */
export function createCore(deps: CoreDeps): Core {
  const { prisma, pool, settings, now } = deps;
  const { publicUrl, collabUrl } = settings;
  const cookie = sessionCookie(publicUrl);
  const connections = createConnections({
    prisma,
    seal: createSeal(settings.encryptionKey),
    probe: deps.probeGroq,
    environmentKey: settings.groq.environmentKey,
    model: settings.groq.model,
  });
  const session = createSession({
    prisma,
    publicUrl,
    collabUrl,
    now,
    profile: (teamId) => profileOf(connections, settings, teamId),
    onEnded: (sessionId) => realtime.endSession(sessionId, say`You are signed out here.`),
  });
  const authenticate = createAuthenticate({ cookieName: cookie.name, viewerOf: session.viewerOf });
  const realtime = createRealtime({
    server: deps.server,
    authenticate,
    publicUrl,
    maySee: async (teamId, id) => (await prisma.episode.count({ where: { id, teamId, deletedAt: null } })) === 1,
    ended: (sessionIds) => endedSessions(prisma, sessionIds, now()),
    ...(deps.redis === undefined ? {} : { redis: deps.redis }),
    logger: deps.logger,
  });
  const reader = createDocumentReader({ pool, logger: deps.logger });
  const writer = createDocumentWriter({
    prisma,
    collabUrl: settings.internalCollabUrl,
    ticketSecret: settings.ticketSecret,
    now,
  });
  const ring = createRing({ pool, logger: deps.logger, ...(deps.redis === undefined ? {} : { redis: deps.redis }) });
  return {
    ...deps,
    reader,
    writer,
    scripts: createScripts({
      prisma,
      reader,
      writer,
      onImported: (teamId) => realtime.emit({ team: teamId }, 'series.changed', { seriesId: null }),
    }),
    urls: createSignedUrls({ secret: settings.urlSecret, now }),
    realtime,
    session,
    authenticate,
    cookie,
    connections,
    say: createSay({ prisma, emit: realtime.emit }),
    erasure: createErasure({ pool, ring, now }),
    uploads: createUploadParts({ prisma, pool, store: deps.store, now }),
  };
}

/** What is behind each switch, in words the product shows (R8). */
async function profileOf(connections: Connections, settings: Settings, teamId: string): Promise<ProfileView> {
  const key = await connections.groqKey(teamId);
  return {
    identity: 'local',
    agent: mindLabel(settings.groq, key !== null),
    engine: 'animatic',
    voices: 'flite',
    billing: 'mock',
    queue: settings.queue,
  };
}
