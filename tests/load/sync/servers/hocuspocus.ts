/** `@hocuspocus/server` with its defaults; with PEER_DATABASE_URL it stores whole states in Postgres after its default debounce. */
import { Server } from '@hocuspocus/server';
import * as Y from 'yjs';
import { peerStore } from './peer-store.ts';

const store = peerStore(process.env.PEER_DATABASE_URL);
const hooks =
  store === null
    ? {}
    : {
        onLoadDocument: async ({ documentName, document }: { documentName: string; document: Y.Doc }) => {
          const state = await store.load(documentName);
          if (state !== null) Y.applyUpdate(document, state);
        },
        onStoreDocument: ({ documentName, document }: { documentName: string; document: Y.Doc }) =>
          store.save(documentName, Y.encodeStateAsUpdate(document)),
      };
await new Server({ address: '127.0.0.1', quiet: true, ...hooks }).listen(Number(process.env.PORT));
