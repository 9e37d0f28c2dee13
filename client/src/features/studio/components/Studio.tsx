import { useQuery } from '@tanstack/react-query';
import { can } from '@trashfire/shared/access/roles';
import type { EpisodeView, SessionView } from '@trashfire/shared/api/contract';
import { documentName } from '@trashfire/shared/document/names';
import type { CollectionName } from '@trashfire/shared/document/schema';
import { collectionMap } from '@trashfire/shared/document/ydoc';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { useEffect, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { UndoManager } from 'yjs';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { watchEpisode } from '../../../api/socket.ts';
import { useDocument } from '../../../collab/use-document.ts';
import { useSeriesList } from '../../home/model/use-series.ts';
import { useSession } from '../../session/model/use-session.ts';
import { PlanStore } from '../model/plan-store.ts';
import { type StudioContext, Studio as StudioProvider } from '../model/studio-context.ts';
import { LOCAL_EDIT } from '../model/use-command.ts';
import { Plans } from '../model/use-plan.ts';
import { useSessionStatus } from '../model/use-save-words.ts';
import { Shell } from './Shell.tsx';
import { ShellSkeleton } from './ShellSkeleton.tsx';

/** One episode: opens its documents and shows the room of the address inside the shell. */
export function Studio() {
  const { episodeId = '' } = useParams();
  const episode = useQuery({
    queryKey: KEYS.episode(episodeId),
    queryFn: ({ signal }) => call('episode', { params: { episodeId }, signal }),
  });
  const { data: me } = useSession();
  useEffect(() => watchEpisode(episodeId), [episodeId]);
  if (!episode.data || !me) {
    if (episode.error) throw episode.error;
    return <ShellSkeleton />;
  }
  return <Documents key={episodeId} episode={episode.data} me={me} />;
}

function Documents({ episode, me }: { episode: EpisodeView; me: SessionView }) {
  const episodeDoc = useDocument(documentName('episode', episode.id), me.collabUrl, me.person.id);
  const rendersDoc = useDocument(documentName('renders', episode.id), me.collabUrl, me.person.id);
  const seriesDoc = useDocument(documentName('series', episode.seriesId), me.collabUrl, me.person.id);
  if (episodeDoc === null || rendersDoc === null || seriesDoc === null) return <ShellSkeleton title={episode.title} />;
  return <Opened episode={episode} me={me} episodeDoc={episodeDoc} rendersDoc={rendersDoc} seriesDoc={seriesDoc} />;
}

type OpenedProps = Pick<StudioContext, 'episode' | 'me' | 'episodeDoc' | 'rendersDoc' | 'seriesDoc'>;

/** Whether a document has arrived, or never will: then the shell says why. */
function useArrived(session: DocumentSession): boolean {
  const [arrived, setArrived] = useState(false);
  useEffect(() => {
    let here = true;
    const settle = () => here && setArrived(true);
    session.ready.then(settle, settle);
    return () => {
      here = false;
    };
  }, [session]);
  return arrived;
}

/** Undoes what this window edits by commands, one command a step, and nobody else's edits. */
function ownUndo(doc: DocumentSession['doc'], names: readonly CollectionName[]): UndoManager {
  const maps = names.map((name) => collectionMap(doc, name));
  return new UndoManager(maps, { doc, trackedOrigins: new Set([LOCAL_EDIT]), captureTimeout: 0 });
}

function Opened({ episode, me, episodeDoc, rendersDoc, seriesDoc }: OpenedProps) {
  const arrived = [useArrived(episodeDoc), useArrived(rendersDoc), useArrived(seriesDoc)].every(Boolean);
  const { readOnly, connection } = useSessionStatus(episodeDoc);
  const { data: list } = useSeriesList();
  const seriesTitle = list?.series.find(({ id }) => id === episode.seriesId)?.title ?? '';
  const [plans, setPlans] = useState<PlanStore | null>(null);
  const [undo, setUndo] = useState<Pick<StudioContext, 'undo' | 'bibleUndo'> | null>(null);
  useEffect(() => {
    const store = new PlanStore(episodeDoc, seriesDoc, rendersDoc);
    const board = ownUndo(episodeDoc.doc, ['shots', 'clips', 'scenes']);
    const bible = ownUndo(seriesDoc.doc, ['characters', 'locations', 'canon']);
    const { person } = me;
    for (const { awareness } of [episodeDoc, rendersDoc, seriesDoc]) {
      awareness.setLocalStateField('user', { kind: 'person', id: person.id, name: person.name, color: person.color });
    }
    setPlans(store);
    setUndo({ undo: board, bibleUndo: bible });
    return () => {
      store.destroy();
      board.destroy();
      bible.destroy();
    };
  }, [episodeDoc, seriesDoc, rendersDoc, me]);
  // What is typed into a document that was deleted or replaced would go nowhere.
  const writable = can(me.role, 'document.write') && !readOnly && connection !== 'closed';
  const context = useMemo(
    () => (undo === null ? null : { episode, seriesTitle, me, episodeDoc, seriesDoc, rendersDoc, ...undo, writable }),
    [episode, seriesTitle, me, episodeDoc, seriesDoc, rendersDoc, undo, writable],
  );
  if (!arrived || plans === null || context === null) return <ShellSkeleton title={episode.title} />;
  return (
    <StudioProvider value={context}>
      <Plans value={plans}>
        <Shell />
      </Plans>
    </StudioProvider>
  );
}
