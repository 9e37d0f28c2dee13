import { Trans } from '@lingui/react/macro';
import { type SubmitEvent, useState } from 'react';
import { Button } from './Button.tsx';
import { Dialog, DialogActions } from './Dialog.tsx';
import { Field } from './Field.tsx';

interface NameDialogProps {
  title: string;
  label: string;
  action: string;
  value?: string;
  /** A second, optional field. */
  also?: string;
  onClose: () => void;
  onSubmit: (value: string, also: string) => void;
}

export function NameDialog({ title, label, action, value = '', also, onClose, onSubmit }: NameDialogProps) {
  const [name, setName] = useState(value);
  const [second, setSecond] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    onSubmit(name.trim(), second.trim());
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title}>
      <form onSubmit={submit} style={{ display: 'grid', gap: 12 }}>
        <Field label={label} showLabel large maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        {also === undefined ? null : (
          <Field
            label={also}
            showLabel
            large
            maxLength={2000}
            value={second}
            onChange={(event) => setSecond(event.target.value)}
          />
        )}
        <DialogActions>
          <Button variant="quiet" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" type="submit" disabled={name.trim() === ''}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface ConfirmDialogProps {
  title: string;
  text: string;
  action: string;
  onClose: () => void;
  onConfirm: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, text, action, onClose, onConfirm }: ConfirmDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} description={text}>
      <DialogActions>
        <Button variant="quiet" onClick={onClose}>
          <Trans comment="Button against deleting something">Keep it</Trans>
        </Button>
        <Button
          variant="danger"
          onClick={() => {
            onConfirm();
            onClose();
          }}
        >
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
