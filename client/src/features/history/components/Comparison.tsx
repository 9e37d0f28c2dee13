import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ViewOf } from '../../../api/http.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { changedText } from '../model/changed-text.ts';
import { namesOf } from '../model/names.ts';
import { useComparison } from '../model/use-history.ts';
import styles from './History.module.css';

type Compared = ViewOf<'compare'>;
type BlockChange = Compared['script'][number];
type RecordChange = Compared['records'][number];

const CHANGE: Record<BlockChange['change'], MessageDescriptor> = {
  added: msg({ message: 'Added', comment: 'A line that came since' }),
  removed: msg({ message: 'Removed', comment: 'A line that went since' }),
  changed: msg({ message: 'Changed', comment: 'A line that reads differently since' }),
  moved: msg({ message: 'Moved', comment: 'A line that stands elsewhere since' }),
};

/** What happened to script and boards between a point and now, with who did it. */
export function Comparison({ document, seq, head }: { document: string; seq: number; head: number | null }) {
  const { t } = useLingui();
  const { data, error } = useComparison(document, seq, head);
  if (error && !data) throw error;
  if (data === undefined) return <Skeleton height={120} />;
  if (data.script.length === 0 && data.records.length === 0) {
    return (
      <EmptyState title={t`Nothing changed since`}>
        <Trans>The episode says what it said then.</Trans>
      </EmptyState>
    );
  }
  return (
    <div className={styles.changes}>
      {data.script.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a block may be told of twice, as removed and as added
        <BlockRow key={`${change.id}-${index}`} change={change} />
      ))}
      {data.records.length > 0 ? <Records records={data.records} /> : null}
      {data.truncated ? (
        <p className={styles.note}>
          <Trans>There is more than is shown here.</Trans>
        </p>
      ) : null}
    </div>
  );
}

function BlockRow({ change: { change, type, before, after, by } }: { change: BlockChange }) {
  const { t } = useLingui();
  return (
    <article className={styles.change} data-change={change}>
      <header className={styles.changeHead}>
        <b>{t(CHANGE[change])}</b>
        <span>{namesOf(by)}</span>
      </header>
      <p className={styles.text} data-type={type}>
        {changedText(before ?? '', after ?? '').map((part, index) => {
          const Tag = part.change === 'added' ? 'ins' : part.change === 'removed' ? 'del' : 'span';
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the text
          return <Tag key={index}>{part.text}</Tag>;
        })}
      </p>
    </article>
  );
}

function Records({ records }: { records: readonly RecordChange[] }) {
  const { t } = useLingui();
  const groups = Map.groupBy(records, ({ collection }) => collection);
  return (
    <section className={styles.records} aria-label={t`Boards and timeline`}>
      <h3>
        <Trans>Boards and timeline</Trans>
      </h3>
      <ul>
        {[...groups].map(([collection, changes]) => (
          <li key={collection}>
            <span className="mono">{collection}</span>{' '}
            <Plural value={{ count: changes.length }} one="# change" other="# changes" />
            <span className={styles.note}> {namesOf(changes.flatMap(({ by }) => by))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
