import { createBrowserRouter, Navigate, useLocation } from 'react-router';
import { EnterPage } from '../features/session/components/EnterPage.tsx';
import { SignInPage } from '../features/session/components/SignInPage.tsx';
import { PageError } from './PageError.tsx';
import { SignedIn } from './SignedIn.tsx';
import { Waiting } from './Waiting.tsx';

/** Begins with the page of the address. Every room is its own chunk, so that signing in downloads neither the editor nor the timeline. */
export function createRouter() {
  return createBrowserRouter([
    { path: '/sign-in', element: <SignInPage />, errorElement: <PageError /> },
    { path: '/enter', element: <EnterPage />, errorElement: <PageError /> },
    {
      element: <SignedIn />,
      errorElement: <PageError />,
      hydrateFallbackElement: <Waiting />,
      children: [
        { path: '/', lazy: async () => ({ Component: (await import('../features/home/components/HomePage.tsx')).HomePage }) },
        {
          path: '/trash',
          lazy: async () => ({ Component: (await import('../features/trash/components/TrashPage.tsx')).TrashPage }),
        },
        {
          path: '/connections',
          lazy: async () => ({
            Component: (await import('../features/connections/components/ConnectionsPage.tsx')).ConnectionsPage,
          }),
        },
        {
          path: '/episodes/:episodeId',
          errorElement: <PageError />,
          lazy: async () => ({ Component: (await import('../features/studio/components/Studio.tsx')).Studio }),
          children: [
            { index: true, element: <FirstRoom /> },
            {
              path: 'script',
              lazy: async () => ({ Component: (await import('../features/script/components/ScriptRoom.tsx')).ScriptRoom }),
            },
            {
              path: 'outline',
              lazy: async () => ({ Component: (await import('../features/outline/components/OutlineRoom.tsx')).OutlineRoom }),
            },
            {
              path: 'history',
              lazy: async () => ({ Component: (await import('../features/history/components/HistoryRoom.tsx')).HistoryRoom }),
            },
            {
              path: 'print',
              lazy: async () => ({ Component: (await import('../features/print/components/PrintRoom.tsx')).PrintRoom }),
            },
            {
              path: 'print-boards',
              lazy: async () => ({ Component: (await import('../features/print/components/PrintBoards.tsx')).PrintBoards }),
            },
            {
              path: 'storyboard',
              lazy: async () => ({
                Component: (await import('../features/storyboard/components/StoryboardRoom.tsx')).StoryboardRoom,
              }),
            },
            {
              path: 'timeline',
              lazy: async () => ({ Component: (await import('../features/timeline/components/TimelineRoom.tsx')).TimelineRoom }),
            },
            {
              path: 'gallery',
              lazy: async () => ({ Component: (await import('../features/gallery/components/GalleryRoom.tsx')).GalleryRoom }),
            },
            // The room's name before it had pictures; links to it are in chats.
            { path: 'bible', element: <Navigate to="../gallery" replace /> },
            {
              path: 'queue',
              lazy: async () => ({ Component: (await import('../features/queue/components/QueueRoom.tsx')).QueueRoom }),
            },
            {
              path: 'chat',
              lazy: async () => ({ Component: (await import('../features/chat/components/ChatRoom.tsx')).ChatRoom }),
            },
          ],
        },
        { path: '*', element: <Navigate to="/" replace /> },
      ],
    },
  ]);
}

/** An episode opens with its script; what else its address says stays, such as the shot of a link. */
function FirstRoom() {
  const { search } = useLocation();
  return <Navigate to={{ pathname: 'script', search }} replace />;
}
