import { parseDocumentName } from '@trashfire/shared/document/names';
import { openDocument } from '@trashfire/shared/realtime/document-session';
import { addBlock } from './edits.ts';

/** A program that writes one thing and ends by itself; run by a test with url, document and ticket. */
const [url = '', name = '', ticket = ''] = process.argv.slice(2);
const document = parseDocumentName(name);
if (document === null) throw new TypeError(`not a document: ${name}`);
const session = openDocument({ url, name: document.name, ticket: () => Promise.resolve(ticket), user: null });
await session.ready;
session.transact('test', () => addBlock(session.doc, 'from a program'));
await session.durable();
session.destroy();
