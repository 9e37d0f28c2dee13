import type { DocumentName } from '@trashfire/shared/document/names';
import { eventually } from '@trashfire/shared/testing/eventually';
import type { RunningServer } from '../subjects.ts';
import { EMPTY_UPDATE, type Heard } from '../wire/dialect.ts';
import type { RawClient } from '../wire/raw-client.ts';

/** A raw connection that has a document. */
export interface JoinedClient {
  raw: RawClient;
  document: DocumentName;
  /** Messages from now on; null lets them pass unread. */
  listen(onHeard: ((heard: Heard) => void) | null): void;
}

/**
 * Opens a document like a client that has nothing yet, and answers the server's own question.
 * @param state what this client brings with it.
 */
export async function join(
  server: RunningServer,
  document: DocumentName,
  person: number,
  state: Uint8Array = EMPTY_UPDATE,
): Promise<JoinedClient> {
  const { dialect } = server;
  const raw = server.connect(document, person);
  raw.onEnd = (why) => server.cut.push(`${document}: ${why}`);
  let asked = false;
  let answered = false;
  raw.onMessage = (message) => {
    const heard = dialect.read(message);
    if (heard.kind === 'content') answered = true;
    if (heard.kind !== 'step1' || asked) return;
    asked = true;
    raw.send(dialect.answer(document, state));
  };
  await raw.opened;
  for (const frame of dialect.hello(document)) raw.send(frame);
  await eventually(`${server.subject} answers a joiner`, () => asked && answered, 60_000);
  return {
    raw,
    document,
    listen: (onHeard) => {
      raw.onMessage = onHeard === null ? null : (message) => onHeard(dialect.read(message));
    },
  };
}

const AT_ONCE = 20;

/** Many, a few at a time. */
export async function joinAll(
  server: RunningServer,
  wanted: readonly { document: DocumentName; person: number }[],
): Promise<JoinedClient[]> {
  const joined: JoinedClient[] = [];
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const some = wanted.slice(from, from + AT_ONCE);
    joined.push(...(await Promise.all(some.map(({ document, person }) => join(server, document, person)))));
  }
  return joined;
}

export function leaveAll(clients: readonly JoinedClient[]): void {
  for (const { raw } of clients) {
    raw.onEnd = () => undefined;
    raw.close();
  }
}
