import { useSelection } from '../../studio/model/selection.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import styles from './Chat.module.css';

/** Shot numbers and mentions, as they stand in running text. */
const PIECES = /(\b\d{1,4}[A-HJ-NP-Z]{1,2}\b|@\w+)/g;

/** Chat text with its shot numbers as links to the shots. Text is only ever text: nothing in it is markup. */
export function RichText({ text }: { text: string }) {
  const model = useEpisodeModel();
  const select = useSelection((state) => state.select);
  const byNumber = new Map([...model.shots.values()].map((view) => [view.number, view]));
  let at = 0;
  return (
    <p className={styles.text}>
      {text.split(PIECES).map((piece) => {
        const key = `${at}`;
        at += piece.length;
        const view = byNumber.get(piece);
        if (view) {
          return (
            <button key={key} type="button" className={styles.ref} onClick={() => select(view.id, view.sceneId)}>
              {piece}
            </button>
          );
        }
        if (piece.startsWith('@')) {
          return (
            <b key={key} className={styles.mention} data-agent={piece.toLowerCase() === '@ember'}>
              {piece}
            </b>
          );
        }
        return piece;
      })}
    </p>
  );
}
