import { Trans, useLingui } from '@lingui/react/macro';
import { List, X } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { IconButton } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ScenesColumn } from './ScenesColumn.tsx';
import styles from './ScenesSheet.module.css';

/** The list of scenes where the room is too narrow for its column, as on a phone: over the script, at the touch of a button. */
export function ScenesSheet({ onGo, ...column }: ComponentProps<typeof ScenesColumn>) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  return (
    <>
      <span className={styles.button}>
        <IconButton icon={List} label={t`List of scenes`} onClick={() => setOpen(true)} />
      </span>
      <Dialog open={open} onOpenChange={setOpen} title={t`Scenes`}>
        <span className={styles.close}>
          <IconButton icon={X} label={t`Close`} onClick={() => setOpen(false)} />
        </span>
        <div className={styles.sheet}>
          <ScenesColumn
            {...column}
            onGo={(id) => {
              setOpen(false);
              onGo(id);
            }}
          />
        </div>
        <p className={styles.hint}>
          <Trans>Touch a scene to go there. Its menu has stage, assignee and lock.</Trans>
        </p>
      </Dialog>
    </>
  );
}
