import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useContentAt } from '../model/use-history.ts';
import styles from './History.module.css';

/** The script as it was at a point of its history, to be read and copied. */
export function AsItWas({ document, seq }: { document: string; seq: number }) {
  const { data, error } = useContentAt(document, seq);
  if (error && !data) throw error;
  if (data === undefined) return <Skeleton height={120} />;
  return (
    <div className={styles.script}>
      {data.content.script.map(({ type, lines }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is past does not change its order
        <p key={index} className={styles.text} data-type={type}>
          {lines.map((line) => line.map(({ text }) => text).join('')).join('\n')}
        </p>
      ))}
    </div>
  );
}
