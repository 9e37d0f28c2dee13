import { Trans } from '@lingui/react/macro';
import { useCopyTrouble } from '../../../collab/copy-trouble.ts';
import { Button } from '../../../ui/Button.tsx';
import { downloadScript } from '../../script/model/export-script.ts';
import { useStudio } from '../model/studio-context.ts';
import { useSaveWords, useSessionStatus } from '../model/use-save-words.ts';
import styles from './Shell.module.css';

/** What is wrong with the connection, over the canvas, for as long as it is. */
export function Banner() {
  const { episode, episodeDoc, seriesDoc } = useStudio();
  const words = useSaveWords(episodeDoc, seriesDoc);
  const { connection, pending } = useSessionStatus(episodeDoc);
  const unkept = useCopyTrouble();
  if (words.tone === 'bad') {
    return (
      <div className={styles.banner} data-tone="bad" role="alert">
        {words.text}
        {connection === 'closed' ? (
          <Button size="sm" onClick={() => downloadScript(episodeDoc.doc, episode.title)}>
            {pending > 0 ? <Trans>Download what you wrote</Trans> : <Trans>Download the script</Trans>}
          </Button>
        ) : null}
        <Button size="sm" onClick={() => window.location.reload()}>
          <Trans>Reload</Trans>
        </Button>
      </div>
    );
  }
  if (words.tone !== 'warn' || connection === 'online') return null;
  const { text } = words;
  return (
    <div className={styles.banner} role="status">
      <Trans>{text}. You can go on writing; it is sent when the studio answers again.</Trans>{' '}
      {unkept ? <Trans>This browser’s storage is full or off: leave this window open until then.</Trans> : null}
    </div>
  );
}
