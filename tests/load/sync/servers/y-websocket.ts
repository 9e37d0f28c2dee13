/**
 * `@y/websocket-server` as its own program starts it; with PEER_DATABASE_URL its documents are loaded from and written to
 * Postgres where it offers to (once the first client comes, and when the last has left).
 */
import { setPersistence } from '@y/websocket-server/utils';
import * as Y from 'yjs';
import { peerStore } from './peer-store.ts';

const store = peerStore(process.env.PEER_DATABASE_URL);
if (store !== null) {
  const load = async (name: string, doc: Y.Doc) => {
    const state = await store.load(name);
    if (state !== null) Y.applyUpdate(doc, state);
  };
  setPersistence({
    provider: null,
    bindState: (name, doc) => void load(name, doc),
    writeState: (name, doc) => store.save(name, Y.encodeStateAsUpdate(doc)),
  });
}
await import(new URL('./src/server.js', import.meta.resolve('@y/websocket-server/package.json')).href);
