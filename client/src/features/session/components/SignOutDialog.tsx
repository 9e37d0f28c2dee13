import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../../ui/Button.tsx';
import { Dialog, DialogActions } from '../../../ui/Dialog.tsx';
import { useLeaving, useSignOut } from '../model/use-sign-out.ts';

/** Says what may not have reached the studio before the person who wrote it signs out. */
export function SignOutDialog() {
  const { t } = useLingui();
  const { unsaved, set } = useLeaving();
  const signOut = useSignOut();
  if (unsaved === null) return null;
  const close = () => set(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={t`Not everything is saved`}
      description={plural(
        { count: unsaved },
        {
          one: 'Edits in # document may not have reached the studio. They stay in this browser and are sent when you sign in here again. Everything else of yours is removed from it.',
          other:
            'Edits in # documents may not have reached the studio. They stay in this browser and are sent when you sign in here again. Everything else of yours is removed from it.',
        },
      )}
    >
      <DialogActions>
        <Button variant="quiet" onClick={close}>
          <Trans>Stay</Trans>
        </Button>
        <Button
          variant="danger"
          onClick={() => {
            close();
            signOut.mutate();
          }}
        >
          <Trans>Sign out</Trans>
        </Button>
      </DialogActions>
    </Dialog>
  );
}
