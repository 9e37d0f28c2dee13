import { vi } from 'vitest';
import * as Y from 'yjs';
import { documentName } from '../document/names.ts';
import { AppError } from '../errors/app-error.ts';
import { newId } from '../ids.ts';
import { type DocumentSession, type OpenDocumentOptions, openDocument } from '../realtime/document-session.ts';
import { MESSAGE_AWARENESS, SYNC_STEP_2, SYNC_UPDATE } from '../realtime/protocol.ts';
import { type HeardFrame, ScriptedServer } from './scripted-server.ts';

/** Sessions of one test on one scripted server, with a clock that the test moves. */
export class Stage {
  readonly server = new ScriptedServer();
  private readonly opened: DocumentSession[] = [];

  constructor() {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] });
  }

  clear(): void {
    for (const session of this.opened) session.destroy();
    vi.restoreAllMocks();
    vi.useRealTimers();
  }

  open(options: Partial<OpenDocumentOptions> = {}): DocumentSession {
    const session = openDocument({
      url: 'ws://studio.test',
      name: documentName('episode', newId()),
      ticket: () => Promise.resolve('ticket'),
      WebSocket: this.server.WebSocket,
      ...options,
    });
    this.opened.push(session);
    return session;
  }

  /** Opens a session and waits until it is online. */
  async online(options: Partial<OpenDocumentOptions> = {}): Promise<DocumentSession> {
    const session = this.open(options);
    await session.ready;
    return session;
  }

  /** Lets time pass, and what is on its way arrive. */
  async settle(ms = 0): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
  }

  /** What the server heard of edits. */
  get edits(): HeardFrame[] {
    return this.server.heard.filter(({ step }) => step === SYNC_UPDATE || step === SYNC_STEP_2);
  }

  get presences(): number {
    return this.server.heard.filter(({ type }) => type === MESSAGE_AWARENESS).length;
  }
}

/** Sets one word. */
export function write({ doc }: Pick<DocumentSession, 'doc'>, key: string, value: unknown = key): void {
  doc.getMap('words').set(key, value);
}

export function wordsOf(doc: Y.Doc): string[] {
  return Object.keys(doc.getMap('words').toJSON()).toSorted();
}

/** @returns the error a promise was rejected with, or null. */
export async function rejection(promise: Promise<unknown>): Promise<AppError | null> {
  try {
    await promise;
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** A document with these words, as somebody else would have it. */
export function docWith(...words: string[]): Y.Doc {
  const doc = new Y.Doc();
  for (const word of words) write({ doc }, word);
  return doc;
}
