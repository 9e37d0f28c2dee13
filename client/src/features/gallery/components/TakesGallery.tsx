import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { RotateCcw } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useNote } from '../../studio/model/status-note.ts';
import { queryOf, useGalleryUi } from '../model/gallery-ui.ts';
import type { TakeItem } from '../model/items.ts';
import { kindWords } from '../model/kind-words.ts';
import { narrows, shownItems } from '../model/query.ts';
import { useGalleryActions } from '../model/use-gallery-actions.ts';
import { useTakeItems } from '../model/use-items.ts';
import { useGalleryPlace } from '../model/use-place.ts';
import { whenText } from '../model/when-text.ts';
import { ChosenBar } from './ChosenBar.tsx';
import { CompareTakes } from './CompareTakes.tsx';
import { Filters } from './Filters.tsx';
import styles from './Gallery.module.css';
import { GalleryGrid } from './GalleryGrid.tsx';
import { NothingFits } from './NothingFits.tsx';
import { TakePage } from './TakePage.tsx';

/** Every picture that was made for the shots of this episode. */
export function TakesGallery() {
  const { t } = useLingui();
  const { items, older, isPending, error, retry } = useTakeItems();
  const { item, other, go } = useGalleryPlace();
  const query = useGalleryUi((ui) => queryOf(ui, 'takes'));
  const shown = useMemo(() => shownItems(items, query), [items, query]);
  const actions = useGalleryActions();
  // What is looked for, and another order than theirs, is of all takes and not of those that happen to be here.
  const { next } = older;
  const all = items.length;
  const ofAll = all === 0 || narrows(query) || query.sort !== 'newest';
  useEffect(() => {
    if (ofAll) next?.();
  }, [ofAll, next]);
  const compare = (one: TakeItem, two: TakeItem) => go({ item: one.id, other: two.id });
  const count = shown.length;
  useNote(t`${count} of ${plural(all, { one: '# card', other: '# cards' })}`);
  const opened = items.find(({ id }) => id === item);
  const second = items.find(({ id }) => id === other);
  if (error && all === 0) {
    return (
      <EmptyState
        title={t`The takes could not be read`}
        actions={
          <Button icon={RotateCcw} onClick={retry}>
            <Trans>Try again</Trans>
          </Button>
        }
      >
        <Trans>The studio does not answer. Nothing is lost: they are shown when it answers again.</Trans>
      </EmptyState>
    );
  }
  if (isPending) {
    return (
      <div className={styles.loading} role="status" aria-label={t`Looking for takes…`}>
        <Skeleton height={160} />
        <Skeleton height={160} />
        <Skeleton height={160} />
      </div>
    );
  }
  if (opened && second) return <CompareTakes one={opened} other={second} actions={actions} />;
  if (opened) return <TakePage key={opened.id} item={opened} all={items} actions={actions} />;
  return (
    <>
      <Filters tab="takes" items={items} />
      <ChosenBar items={shown} actions={actions} onCompare={(one, two) => go({ item: one.id, other: two.id })} />
      <Older {...older} all={all} />
      {count === 0 && (older.isFetching || next !== null || older.retry !== null) ? null : all === 0 ? (
        <EmptyState title={t`No takes yet`}>
          <Trans>Every picture of a shot is kept here: a still as soon as the shot is boarded, a film when it is rendered.</Trans>
        </EmptyState>
      ) : count === 0 ? (
        <NothingFits tab="takes" />
      ) : (
        <GalleryGrid
          items={shown}
          query={query}
          actions={actions}
          onOpen={({ id }) => go({ item: id })}
          onCompare={compare}
          onPick={({ view, id }) => view && actions.pick(view, id)}
          metaOf={(take) => <TakeMeta item={take} />}
          onEnd={next}
        />
      )}
    </>
  );
}

/** What is said of takes that are not here yet. */
function Older({ isFetching, retry, all }: { isFetching: boolean; retry: (() => void) | null; all: number }) {
  if (retry !== null)
    return (
      <p className={styles.more} role="alert">
        <Trans>The older takes could not be read; {all} are here.</Trans>{' '}
        <Button size="sm" icon={RotateCcw} onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      </p>
    );
  return isFetching ? (
    <p className={styles.more} role="status">
      <Trans>Looking for older takes… {all} are here.</Trans>
    </p>
  ) : null;
}

function TakeMeta({ item: { take, uses, tags } }: { item: TakeItem }) {
  const { t } = useLingui();
  const kind = kindWords(take.kind);
  const words = [
    kind ? t(kind) : '',
    ...(take.kind === 'shot' ? [take.preset] : []),
    whenText(take.at),
    ...(uses > 0 ? [t`on the board`] : []),
    ...tags.map((tag) => `#${tag}`),
  ];
  return <>{words.join(' · ')}</>;
}
