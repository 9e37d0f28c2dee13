import { Button } from '../../../ui/Button.tsx';
import { Dialog, DialogActions } from '../../../ui/Dialog.tsx';
import { useLeaving, useSignOut } from '../model/use-sign-out.ts';

/** Says what may not have reached the studio before the person who wrote it signs out. */
export function SignOutDialog() {
  const { unsaved, set } = useLeaving();
  const signOut = useSignOut();
  if (unsaved === null) return null;
  const close = () => set(null);
  const what = unsaved === 1 ? 'Edits in 1 document' : `Edits in ${unsaved} documents`;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title="Not everything is saved"
      description={`${what} may not have reached the studio. They stay in this browser and are sent when you sign in here again. Everything else of yours is removed from it.`}
    >
      <DialogActions>
        <Button variant="quiet" onClick={close}>
          Stay
        </Button>
        <Button
          variant="danger"
          onClick={() => {
            close();
            signOut.mutate();
          }}
        >
          Sign out
        </Button>
      </DialogActions>
    </Dialog>
  );
}
