import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Copy, ExternalLink } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../../api/http.ts';
import { Button } from '../../../ui/Button.tsx';
import { writeClipboard } from '../../../ui/clipboard.ts';
import { Dialog, DialogActions } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { say } from '../../../ui/toast.ts';
import styles from './Seats.module.css';

/** Makes another person of this team and shows the link that opens the studio as them, in a new window or on another device. */
export function SeatDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const seat = useMutation({
    mutationFn: () => call('openSeat', { body: name.trim() === '' ? {} : { name: name.trim() } }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    seat.mutate();
  };
  const url = seat.data?.url;
  const copy = async (text: string) => {
    if (await writeClipboard(text)) say(t`The link is copied.`);
    else say(t`This browser does not let the page copy. Click the link and press Ctrl+C.`);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Open a second seat`}
      description={t`Another person in the same room: in a new window here, or on any device that can reach this one.`}
    >
      {seat.data === undefined || url === undefined ? (
        <form onSubmit={submit} className={styles.form}>
          <Field
            label={t`Name`}
            showLabel
            large
            maxLength={60}
            placeholder={t`Who sits there (optional)`}
            value={name}
            onChange={(e) => setName(e.target.value)}
          />
          <DialogActions>
            <Button variant="quiet" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button variant="primary" type="submit" disabled={seat.isPending}>
              {seat.isPending ? <Trans>Making the link</Trans> : <Trans>Make the link</Trans>}
            </Button>
          </DialogActions>
        </form>
      ) : (
        <>
          <div className={styles.link}>
            <img
              className={styles.qr}
              src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(seat.data.qr)}`}
              alt={t`QR code of the link`}
            />
            <div className={styles.words}>
              <Field label={t`Link`} showLabel readOnly value={url} onFocus={(event) => event.target.select()} />
              <p>
                <Trans>Good once. Whoever opens it is that person until they sign out.</Trans>
              </p>
            </div>
          </div>
          <DialogActions>
            <Button icon={Copy} onClick={() => void copy(url)}>
              <Trans>Copy link</Trans>
            </Button>
            <Button variant="primary" icon={ExternalLink} onClick={() => openWindow(url, onClose)}>
              <Trans>Open in a new window</Trans>
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

/** `noopener` also keeps the new window from copying this one's session storage, where a seat's sign-in lives. */
function openWindow(url: string, onClose: () => void): void {
  window.open(url, '_blank', 'noopener,popup,width=1280,height=800');
  onClose();
}
