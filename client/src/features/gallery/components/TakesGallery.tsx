import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { RotateCcw } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useNote } from '../../studio/model/status-note.ts';
import { queryOf, useGalleryUi } from '../model/gallery-ui.ts';
import type { TakeItem } from '../model/items.ts';
import { kindWords } from '../model/kind-words.ts';
import { shownItems } from '../model/query.ts';
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
  const { items, more, isPending, error, retry } = useTakeItems();
  const { item, other, go } = useGalleryPlace();
  const query = useGalleryUi((ui) => queryOf(ui, 'takes'));
  const shown = useMemo(() => shownItems(items, query), [items, query]);
  const actions = useGalleryActions();
  const compare = (one: TakeItem, two: TakeItem) => go({ item: one.id, other: two.id });
  const [count, all] = [shown.length, items.length];
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
      {more ? (
        <p className={styles.more}>
          <Trans>The newest {all} takes are shown; older ones are with their shots on the board.</Trans>
        </p>
      ) : null}
      {all === 0 ? (
        <EmptyState title={t`No takes yet`}>
          <Trans>Every picture of a shot is kept here: a still as soon as the shot is boarded, a film when it is rendered.</Trans>
        </EmptyState>
      ) : count === 0 ? (
        <NothingFits tab="takes" />
      ) : (
        <GalleryGrid
          items={shown}
          actions={actions}
          onOpen={({ id }) => go({ item: id })}
          onCompare={compare}
          onPick={({ view, id }) => view && actions.pick(view, id)}
          metaOf={(take) => <TakeMeta item={take} />}
        />
      )}
    </>
  );
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
