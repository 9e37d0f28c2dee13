import { Button } from '../../../ui/Button.tsx';
import { useStudio } from '../model/studio-context.ts';
import { useSaveWords, useSessionStatus } from '../model/use-save-words.ts';
import styles from './Shell.module.css';

/** What is wrong with the connection, over the canvas, for as long as it is. */
export function Banner() {
  const { episodeDoc, seriesDoc } = useStudio();
  const words = useSaveWords(episodeDoc, seriesDoc);
  const { connection } = useSessionStatus(episodeDoc);
  if (words.tone === 'bad') {
    return (
      <div className={styles.banner} data-tone="bad" role="alert">
        {words.text}
        <Button size="sm" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </div>
    );
  }
  if (words.tone !== 'warn' || connection === 'online') return null;
  return (
    <div className={styles.banner} role="status">
      {words.text}. You can go on writing; it is sent when the studio answers again.
    </div>
  );
}
