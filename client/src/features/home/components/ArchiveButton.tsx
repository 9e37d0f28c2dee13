import { Trans, useLingui } from '@lingui/react/macro';
import { PackageOpen } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../../ui/Button.tsx';

/** Brings in a series that was exported as one file. */
export function ArchiveButton({ onArchive }: { onArchive: (file: File) => void }) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={PackageOpen} onClick={() => input.current?.click()}>
        <Trans>Bring in an archive</Trans>
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".zip,application/zip"
        aria-label={t`Archive of a series`}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file again is a change too.
          event.target.value = '';
          if (file) onArchive(file);
        }}
      />
    </>
  );
}
