import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { PresentView } from '@trashfire/shared/api/home-contract';
import { AppError, asAppError } from '@trashfire/shared/errors/app-error';
import { say } from '@trashfire/shared/errors/say';
import { SOCKET_PATH, WatchEpisode } from '@trashfire/shared/realtime/events';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import type { Authenticate } from '../http/authenticate.ts';
import type { Viewer } from '../http/handler.ts';
import { isOwnOrigin } from '../http/origin.ts';
import { presentOf } from './present.ts';
import { type Emit, roomName } from './rooms.ts';

interface Deps {
  server: HttpServer;
  authenticate: Authenticate;
  publicUrl: string;
  /** @returns whether a team may watch an episode. */
  maySee(teamId: string, episodeId: string): Promise<boolean>;
  /** @returns which of these sessions are over. */
  ended(sessionIds: readonly string[]): Promise<string[]>;
  /** Joins this process with the others; without it each has its own rooms. */
  redis?: Redis;
  logger: Logger;
}

export interface Realtime {
  emit: Emit;
  /** Who of a team has an episode open now, in any process; one person once an episode, however many windows they have. */
  present(teamId: string): Promise<PresentView['episodes']>;
  /** Tells a session's windows that it is over and closes their sockets. */
  endSession(sessionId: string, reason: string): void;
  close(): Promise<void>;
}

/** Episodes one socket may watch; a window shows one. */
export const MOST_WATCHED = 20;
/** Windows looked at to tell who is where. */
const MOST_SOCKETS = 2000;
const MESSAGE_BYTES = 16 * 1024;
/** How soon a session that ended elsewhere loses its sockets. */
const CHECK_MS = 5_000;
/** A client that was away this long gets what it missed, where the adapter keeps it. */
const RECOVERY_MS = 2 * 60_000;

type Sockets = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, { viewer: Viewer }>;
type ViewerSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, { viewer: Viewer }>;

/** "X changed" and the agent's tokens, for people who are signed in (DESIGN §1). */
export function createRealtime(deps: Deps): Realtime {
  const io: Sockets = new Server(deps.server, {
    path: SOCKET_PATH,
    serveClient: false,
    transports: ['websocket', 'polling'],
    maxHttpBufferSize: MESSAGE_BYTES,
    connectionStateRecovery: { maxDisconnectionDuration: RECOVERY_MS, skipMiddlewares: false },
    allowRequest: (request, decide) => decide(null, mayConnect(request, deps.publicUrl)),
    ...(deps.redis === undefined ? {} : { adapter: createAdapter(deps.redis, { streamName: 'trashfire:socket.io' }) }),
  });

  io.use((socket, next) => {
    admit(deps, socket).then(
      (viewer) => {
        socket.data.viewer = viewer;
        next();
      },
      (error: unknown) => {
        const refusal = asAppError(error);
        if (refusal.code === 'internal') deps.logger.error({ err: error }, 'could not admit a socket');
        next(Object.assign(new Error(refusal.message), { data: refusal.toBody() }));
      },
    );
  });
  io.on('connection', (socket) => {
    const { viewer } = socket.data;
    void socket.join([roomName({ team: viewer.teamId }), roomName({ session: viewer.sessionId })]);
    socket.on('unwatch', (body: unknown) => {
      const parsed = WatchEpisode.safeParse(body);
      if (parsed.success) void socket.leave(roomName({ episode: parsed.data.episodeId }));
    });
    socket.on('watch', (body: unknown, answer?: unknown) => {
      const reply = typeof answer === 'function' ? (result: object) => answer(result) : () => undefined;
      watch(deps, socket, viewer, body).then(
        () => reply({ ok: true }),
        (error: unknown) => reply(asAppError(error).toBody()),
      );
    });
  });

  const endSession: Realtime['endSession'] = (sessionId, reason) => {
    const room = io.in(roomName({ session: sessionId }));
    room.emit('session.ended', { reason });
    room.disconnectSockets(true);
  };
  // Rights are looked up at every request; a socket stays open, so its session is looked at now and then (R3).
  const check = setInterval(() => {
    const sessions = [...new Set([...io.sockets.sockets.values()].map((socket) => socket.data.viewer.sessionId))];
    if (sessions.length === 0) return;
    deps.ended(sessions).then(
      (ended) => {
        for (const id of ended) endSession(id, say`You are signed out here.`);
      },
      (error: unknown) => deps.logger.warn({ err: error }, 'could not check the sessions of open sockets; trying again'),
    );
  }, CHECK_MS);

  return {
    emit: (room, event, payload) => void io.to(roomName(room)).emit(event, payload),
    endSession,
    async present(teamId) {
      const sockets = await io.in(roomName({ team: teamId })).fetchSockets();
      return presentOf(sockets.slice(0, MOST_SOCKETS).map(({ rooms, data }) => ({ rooms, viewer: data.viewer })));
    },
    async close() {
      clearInterval(check);
      await io.close();
    },
  };
}

/** Programs of ours send no Origin; a page must be the studio's, because its socket carries the browser's cookie. */
function mayConnect({ headers }: IncomingMessage, publicUrl: string): boolean {
  return headers.origin === undefined || isOwnOrigin(headers.origin, headers.host, publicUrl);
}

async function admit({ authenticate }: Deps, { handshake }: ViewerSocket): Promise<Viewer> {
  const { bearer } = handshake.auth;
  const known = await authenticate(handshake.headers, typeof bearer === 'string' ? bearer : null);
  if (known === null) throw new AppError('not-signed-in');
  return known.viewer;
}

async function watch({ maySee }: Deps, socket: ViewerSocket, viewer: Viewer, body: unknown): Promise<void> {
  const parsed = WatchEpisode.safeParse(body);
  if (!parsed.success) throw new AppError('bad-input');
  const { episodeId } = parsed.data;
  if (!(await maySee(viewer.teamId, episodeId))) throw new AppError('not-found');
  const room = roomName({ episode: episodeId });
  const watched = [...socket.rooms].filter((name) => name.startsWith('episode:') && name !== room);
  // The oldest is let go: a client of before 'unwatch' never says goodbye to the episode before.
  for (const name of watched.slice(0, Math.max(0, watched.length + 1 - MOST_WATCHED))) await socket.leave(name);
  // Left and joined anew: the room joined last is where a window is.
  await socket.leave(room);
  await socket.join(room);
}
