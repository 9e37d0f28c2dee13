import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import type { DocumentName } from '@trashfire/shared/document/names';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { eventually } from '@trashfire/shared/testing/eventually';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { StudioWebSocket } from '../../../collab-server/src/testing/harness.ts';
import type { RunningServer } from './subjects.ts';
import type { World } from './world.ts';

const REAL_CLIENTS = 3;
const EQUAL_MS = 20_000;
const FIRST_PERSON = 900;

/**
 * Joins with three real clients, each peer's own library, and compares what they get with what was written. Without this a fast
 * server and a wrong one would look alike.
 * @throws Error when one does not become equal.
 */
export async function validate(server: RunningServer, world: World, document: DocumentName, expected: Y.Doc): Promise<void> {
  const clients = Array.from({ length: REAL_CLIENTS }, (_, i) => realClient(server, world, document, FIRST_PERSON + i));
  try {
    for (const { doc } of clients) {
      await eventually(`a real client of ${server.subject} has everything`, () => isEqual(doc, expected), EQUAL_MS);
    }
  } finally {
    for (const client of clients) client.end();
  }
}

function isEqual(doc: Y.Doc, expected: Y.Doc): boolean {
  if (doc.store.pendingStructs !== null || !Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(expected))) return false;
  return scriptFragment(doc).toString() === scriptFragment(expected).toString();
}

interface RealClient {
  doc: Y.Doc;
  end(): void;
}

function realClient(server: RunningServer, world: World, document: DocumentName, person: number): RealClient {
  const doc = new Y.Doc();
  const url = `ws://127.0.0.1:${server.port}`;
  const WebSocketPolyfill = StudioWebSocket as unknown as typeof globalThis.WebSocket;
  if (server.subject.startsWith('hocuspocus')) {
    const websocketProvider = new HocuspocusProviderWebsocket({ url: `${url}/${document}`, WebSocketPolyfill });
    const provider = new HocuspocusProvider({ websocketProvider, name: document, document: doc, token: '' });
    provider.attach();
    return {
      doc,
      end: () => {
        provider.destroy();
        websocketProvider.destroy();
      },
    };
  }
  const ours = server.subject === 'ours';
  const params: Record<string, string> = ours
    ? { ticket: world.ticket(document, person), schema: String(DOCUMENT_SCHEMA_VERSION) }
    : {};
  const provider = new WebsocketProvider(ours ? `${url}/collab` : url, document, doc, {
    params,
    disableBc: true,
    WebSocketPolyfill,
  });
  return {
    doc,
    end: () => {
      provider.destroy();
      provider.awareness.destroy();
    },
  };
}
