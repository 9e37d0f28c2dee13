import { parseDocumentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import { openDocument } from '@trashfire/shared/realtime/document-session';
import type { WorkerApi } from '../api-client.ts';
import type { RoomPresence } from './progress.ts';

interface Deps {
  api: Pick<WorkerApi, 'ticket'>;
  /** Origin of the collab-server, `ws://host:port`. */
  collabUrl: string;
}

/** Joins the room of a `renders:` document to show progress there; nothing is ever written to the document. */
export function createJoinRoom({ api, collabUrl }: Deps) {
  return (document: string, ticketFor: () => { taskId: string; fence: number }): RoomPresence => {
    const parsed = parseDocumentName(document);
    if (!parsed) throw new AppError('bad-input', `${document} is not a document.`);
    const session = openDocument({
      url: collabUrl,
      name: parsed.name,
      ticket: () => api.ticket({ ...ticketFor(), document }),
      user: { name: 'Render', color: '#00ffea' },
    });
    return {
      set: (progress) => session.awareness.setLocalStateField('progress', progress),
      closed: () => session.status.connection === 'closed',
      close: () => session.destroy(),
    };
  };
}
