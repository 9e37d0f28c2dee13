import { useEffect } from 'react';
import { Outlet } from 'react-router';
import { onEvent } from '../api/socket.ts';
import { useLiveQueries } from '../api/use-live-queries.ts';
import { CommandPalette } from '../features/palette/components/CommandPalette.tsx';
import { ShortcutSheet } from '../features/palette/components/ShortcutSheet.tsx';
import { SignOutDialog } from '../features/session/components/SignOutDialog.tsx';
import { useLeave } from '../features/session/model/use-sign-out.ts';
import { serverWords } from '../i18n/server-words.ts';

/** The page of a person, with the live connection and what can be called from every page. */
export function Connected() {
  useLiveQueries();
  const leave = useLeave();
  useEffect(() => onEvent('session.ended', ({ reason }) => void leave(serverWords(reason))), [leave]);
  return (
    <>
      <Outlet />
      <CommandPalette />
      <ShortcutSheet />
      <SignOutDialog />
    </>
  );
}
