import { Trans, useLingui } from '@lingui/react/macro';
import { documentName } from '@trashfire/shared/document/names';
import { useEffect, useState } from 'react';
import { showError } from '../../../api/query-client.ts';
import { type KeptContent, readUnsaved } from '../../../collab/copies.ts';
import { Button } from '../../../ui/Button.tsx';
import { downloadScript } from '../../script/model/export-script.ts';
import { useStudio } from '../model/studio-context.ts';
import styles from './Shell.module.css';

/** Where an episode was replaced and this browser alone has what somebody wrote before: offered, and deleted by them alone (R1). */
export function KeptAside() {
  const { t } = useLingui();
  const { episode, me } = useStudio();
  const [kept, setKept] = useState<KeptContent | null>(null);
  const [taken, setTaken] = useState(false);
  useEffect(() => {
    let here = true;
    readUnsaved(me.person.id, documentName('episode', episode.id), 'aside').then(
      (found) => (here ? setKept(found) : found?.doc.destroy()),
      showError,
    );
    return () => {
      here = false;
    };
  }, [episode.id, me.person.id]);
  if (kept === null) return null;
  return (
    <div className={styles.banner} role="status">
      <Trans>This episode was replaced. This browser still has what you wrote before and the studio never got.</Trans>
      <Button
        size="sm"
        onClick={() => {
          downloadScript(
            kept.doc,
            t({ message: `${{ title: episode.title }}, before`, comment: 'Name of a file: the script as it was before.' }),
          );
          setTaken(true);
        }}
      >
        <Trans>Download what you wrote</Trans>
      </Button>
      {taken ? (
        <Button size="sm" onClick={() => void kept.forget().then(() => setKept(null), showError)}>
          <Trans>Remove it from this browser</Trans>
        </Button>
      ) : null}
    </div>
  );
}
