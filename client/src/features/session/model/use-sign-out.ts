import { t } from '@lingui/core/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SessionView } from '@trashfire/shared/api/contract';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { create } from 'zustand';
import { writeBearer } from '../../../api/bearer.ts';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { closeSocket } from '../../../api/socket.ts';
import { sayError } from '../../../ui/toast.ts';
import { endAll } from './on-leave.ts';
import { signOut } from './sign-out.ts';

interface Leaving {
  /** How many documents have edits the studio has not got; null while nobody is asked. */
  unsaved: number | null;
  set: (unsaved: number | null) => void;
}

/** The question before signing out with edits that are in this browser alone. */
export const useLeaving = create<Leaving>()((set) => ({ unsaved: null, set: (unsaved) => set({ unsaved }) }));

/**
 * Ends what this window holds of the person: the connection, what was fetched and, in the browser, every copy of a script
 * whose content the server has whole. Copies with other edits stay: they are the person's to send (R1).
 */
export function useLeave(): (reason: string) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    async (reason) => {
      const person = client.getQueryData<SessionView>(KEYS.session)?.person.id;
      writeBearer(null);
      closeSocket();
      client.clear();
      await navigate('/sign-in', { replace: true, state: { reason } });
      if (person === undefined) return;
      // Not in the first chunk, which signing in downloads: what is forgotten was opened before.
      const [{ closeDocuments }, { forgetSaved }, { forgetChats }] = await Promise.all([
        import('../../../collab/documents.ts'),
        import('../../../collab/copies.ts'),
        import('../../chat/model/use-kept-chat.ts'),
      ]);
      endAll();
      forgetChats(person);
      await closeDocuments();
      await forgetSaved(person);
      // Last: whoever never drew has not opened it, and where it cannot be loaded all else is forgotten by now.
      await import('../../drawing/model/kept-drawings.ts').then(
        ({ forgetDrawings }) => forgetDrawings(person),
        () => sayError(t`What you drew and did not use may still be in this browser. Sign in and out again to have it removed.`),
      );
    },
    [client, navigate],
  );
}

export function useSignOut() {
  const leave = useLeave();
  return useMutation({
    mutationFn: () => signOut({ end: () => call('signOut'), leave }),
  });
}

/** Signs out; where edits have not reached the studio, {@link useLeaving} says so first. */
export function useAskToSignOut(): () => void {
  const client = useQueryClient();
  const { mutate } = useSignOut();
  const ask = useLeaving((leaving) => leaving.set);
  return useCallback(() => {
    const person = client.getQueryData<SessionView>(KEYS.session)?.person.id;
    void unsavedNow(person).then((count) => (count > 0 ? ask(count) : mutate()));
  }, [client, mutate, ask]);
}

async function unsavedNow(person: string | undefined): Promise<number> {
  if (person === undefined) return 0;
  const [{ settleDocuments }, { unsavedCopies }] = await Promise.all([
    import('../../../collab/documents.ts'),
    import('../../../collab/copies.ts'),
  ]);
  await settleDocuments();
  return (await unsavedCopies(person)).length;
}
