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

/** What people call a collection of the document. */
const COLLECTION: Readonly<Record<string, MessageDescriptor>> = {
  scenes: msg`Scenes`,
  shots: msg`Shots`,
  clips: msg`Clips`,
  tracks: msg`Tracks`,
  markers: msg`Markers`,
  meta: msg({ message: 'Title', comment: 'What an episode is called' }),
};

interface ComparisonProps {
  document: string;
  from: number;
  /** Null: now. */
  until: number | null;
  head: number | null;
}

/** What happened to script and boards between two points, with who did it. */
export function Comparison({ document, from, until, head }: ComparisonProps) {
  const { t } = useLingui();
  const { data, error } = useComparison(document, from, until, head);
  if (error && !data) throw error;
  if (data === undefined) return <Skeleton height={120} />;
  if (data.script.length === 0 && data.records.length === 0) {
    return (
      <EmptyState title={until === null ? t`Nothing changed since` : t`Nothing changed in between`}>
        {until === null ? <Trans>The episode says what it said then.</Trans> : <Trans>Both versions say the same.</Trans>}
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
            {COLLECTION[collection] === undefined ? collection : t(COLLECTION[collection])}{' '}
            <Plural value={{ count: changes.length }} one="# change" other="# changes" />
            <span className={styles.note}> {namesOf(changes.flatMap(({ by }) => by))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
