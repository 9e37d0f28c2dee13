import { useQuery } from '@tanstack/react-query';
import { can } from '@trashfire/shared/access/roles';
import type { EpisodeView, SessionView } from '@trashfire/shared/api/contract';
import { documentName } from '@trashfire/shared/document/names';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { useEffect, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { watchEpisode } from '../../../api/socket.ts';
import { useDocument } from '../../../collab/use-document.ts';
import { useSeriesList } from '../../home/model/use-series.ts';
import { useSession } from '../../session/model/use-session.ts';
import { type StudioContext, Studio as StudioProvider } from '../model/studio-context.ts';
import { useStudioTools } from '../model/studio-tools.ts';
import { Plans } from '../model/use-plan.ts';
import { useOfSession } from '../model/use-save-words.ts';
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

function Opened({ episode, me, episodeDoc, rendersDoc, seriesDoc }: OpenedProps) {
  const arrived = [useArrived(episodeDoc), useArrived(rendersDoc), useArrived(seriesDoc)].every(Boolean);
  // What is typed into a document that was deleted or replaced would go nowhere.
  const takesEdits = useOfSession(episodeDoc, ({ readOnly, connection }) => !readOnly && connection !== 'closed');
  const { data: list } = useSeriesList();
  const seriesTitle = list?.series.find(({ id }) => id === episode.seriesId)?.title ?? '';
  const tools = useStudioTools({ episodeDoc, seriesDoc, rendersDoc }, me.person);
  const writable = can(me.role, 'document.write') && takesEdits;
  const context = useMemo(() => {
    if (tools === null) return null;
    const { undo, bibleUndo } = tools;
    return { episode, seriesTitle, me, episodeDoc, seriesDoc, rendersDoc, undo, bibleUndo, writable };
  }, [episode, seriesTitle, me, episodeDoc, seriesDoc, rendersDoc, tools, writable]);
  if (!arrived || tools === null || context === null) return <ShellSkeleton title={episode.title} />;
  return (
    <StudioProvider value={context}>
      <Plans value={tools.plans}>
        <Shell />
      </Plans>
    </StudioProvider>
  );
}
