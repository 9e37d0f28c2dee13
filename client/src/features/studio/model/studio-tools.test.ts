import { documentName } from '@trashfire/shared/document/names';
import { collectionMap } from '@trashfire/shared/document/ydoc';
import { newId } from '@trashfire/shared/ids';
import { openDocument } from '@trashfire/shared/realtime/document-session';
import { afterEach, expect, it } from 'vitest';
import { Map as YMap } from 'yjs';
import { openTools, type StudioDocuments, showPerson } from './studio-tools.ts';
import { LOCAL_EDIT } from './use-command.ts';

const ending: (() => void)[] = [];
afterEach(() => {
  for (const end of ending.splice(0)) end();
});

/** Documents that wait for a ticket: everything here is local. */
function documents(): StudioDocuments {
  const open = (kind: 'episode' | 'series' | 'renders') => {
    const session = openDocument({
      url: 'ws://127.0.0.1:1',
      name: documentName(kind, newId()),
      ticket: () => new Promise(() => {}),
    });
    ending.push(() => session.destroy());
    return session;
  };
  return { episodeDoc: open('episode'), seriesDoc: open('series'), rendersDoc: open('renders') };
}

it('undoes own edits of board and bible, of others none, also after the person is shown again', () => {
  const docs = documents();
  const tools = openTools(docs);
  ending.unshift(() => tools.destroy());
  const [shots, canon] = [collectionMap(docs.episodeDoc.doc, 'shots'), collectionMap(docs.seriesDoc.doc, 'canon')];
  docs.episodeDoc.transact(LOCAL_EDIT, () => shots.set('own', new YMap()));
  docs.seriesDoc.transact(LOCAL_EDIT, () => canon.set('own', new YMap()));
  docs.episodeDoc.transact('other', () => shots.set('other', new YMap()));
  showPerson(docs, { id: 'p', name: 'Ida', color: '#123456' });
  showPerson(docs, { id: 'p', name: 'Ida B.', color: '#123456' });
  tools.undo.undo();
  tools.undo.undo();
  tools.bibleUndo.undo();
  expect([...shots.keys()]).toEqual(['other']);
  expect([...canon.keys()]).toEqual([]);
  for (const { awareness } of Object.values(docs)) {
    expect(awareness.getLocalState()).toMatchObject({ user: { kind: 'person', id: 'p', name: 'Ida B.' } });
  }
});
