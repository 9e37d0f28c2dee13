import { Trans, useLingui } from '@lingui/react/macro';
import { documentName } from '@trashfire/shared/document/names';
import { Download, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { showError } from '../../../api/query-client.ts';
import styles from '../../../app/Page.module.css';
import { type KeptContent, readUnsaved } from '../../../collab/copies.ts';
import { Button } from '../../../ui/Button.tsx';
import { downloadScript } from '../model/export-script.ts';

interface KeptScriptProps {
  episodeId: string;
  person: string;
}

/** Where an episode is gone and this browser alone still has what somebody wrote in it: the way to get it out (R1). */
export function KeptScript({ episodeId, person }: KeptScriptProps) {
  const { t } = useLingui();
  const name = documentName('episode', episodeId);
  const [kept, setKept] = useState<KeptContent | null>(null);
  const [taken, setTaken] = useState(false);
  useEffect(() => {
    let here = true;
    readUnsaved(person, name).then((found) => (here ? setKept(found) : found?.doc.destroy()), showError);
    return () => {
      here = false;
    };
  }, [person, name]);
  if (kept === null) return null;
  const remove = () => kept.forget().then(() => setKept(null), showError);
  return (
    <>
      <p className={styles.text}>
        <Trans>This browser still has the script with what you wrote last and the studio never got.</Trans>
      </p>
      <div className={styles.row}>
        <Button
          icon={Download}
          onClick={() => {
            downloadScript(kept.doc, t({ message: 'What you wrote', comment: 'Name of a file.' }));
            setTaken(true);
          }}
        >
          <Trans>Download what you wrote</Trans>
        </Button>
        {taken ? (
          <Button icon={Trash2} variant="quiet" onClick={() => void remove()}>
            <Trans>Remove it from this browser</Trans>
          </Button>
        ) : null}
      </div>
    </>
  );
}
