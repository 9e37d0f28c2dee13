import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { useRecords } from '../../../collab/records.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useNote } from '../../studio/model/status-note.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { queryOf, useGalleryUi } from '../model/gallery-ui.ts';
import { type EntryTab, type GalleryItem, propsOfShots } from '../model/items.ts';
import { shownItems } from '../model/query.ts';
import { useGalleryActions } from '../model/use-gallery-actions.ts';
import { useEntryItems } from '../model/use-items.ts';
import { useGalleryPlace } from '../model/use-place.ts';
import { ChosenBar } from './ChosenBar.tsx';
import { Filters } from './Filters.tsx';
import { GalleryGrid } from './GalleryGrid.tsx';
import { NothingFits } from './NothingFits.tsx';

/** The characters, places or props of the series. */
export function EntryGallery({ tab }: { tab: EntryTab }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const items = useEntryItems(tab);
  const query = useGalleryUi((ui) => queryOf(ui, tab));
  const shown = useMemo(() => shownItems(items, query), [items, query]);
  const actions = useGalleryActions();
  const { go } = useGalleryPlace();
  const add = () => {
    const id = actions.add(tab);
    if (id !== null) go({ item: id });
  };
  const [count, all] = [shown.length, items.length];
  useNote(t`${count} of ${plural(all, { one: '# card', other: '# cards' })}`);
  const addWords = { characters: t`New character`, locations: t`New place`, props: t`New prop` };
  return (
    <>
      <Filters tab={tab} items={items}>
        {tab === 'props' ? <FoundProps /> : null}
        {writable ? (
          <Button size="sm" icon={Plus} onClick={add}>
            {addWords[tab]}
          </Button>
        ) : null}
      </Filters>
      <ChosenBar items={shown} actions={actions} />
      {all === 0 ? (
        <NoEntries tab={tab} />
      ) : count === 0 ? (
        <NothingFits tab={tab} />
      ) : (
        <GalleryGrid
          items={shown}
          query={query}
          actions={actions}
          onOpen={({ id }) => go({ item: id })}
          onRemove={actions.remove}
          metaOf={(item) => <EntryMeta item={item} />}
        />
      )}
    </>
  );
}

function EntryMeta({ item: { uses, tags } }: { item: GalleryItem }) {
  const { t } = useLingui();
  const shots = t`${plural(uses, { 0: 'In no shot', one: 'In # shot', other: 'In # shots' })}`;
  return <>{[shots, ...tags.map((tag) => `#${tag}`)].join(' · ')}</>;
}

/** Things that are in shots and in no collection: a click keeps them. */
function FoundProps() {
  const { t } = useLingui();
  const { seriesDoc, writable } = useStudio();
  const props = useRecords(seriesDoc.doc, 'props');
  const model = useEpisodeModel();
  const { addFound } = useGalleryActions();
  const found = useMemo(() => propsOfShots(model, props), [model, props]);
  const count = found.length;
  if (!writable || count === 0) return null;
  return (
    <Button size="sm" onClick={() => addFound(found)}>
      {t`${plural(count, { one: 'Keep # prop of the shots', other: 'Keep # props of the shots' })}`}
    </Button>
  );
}

function NoEntries({ tab }: { tab: EntryTab }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const togglePanel = useUi((ui) => ui.togglePanel);
  const titles = { characters: t`Nobody here yet`, locations: t`No places yet`, props: t`No props yet` };
  return (
    <EmptyState
      title={titles[tab]}
      sketch={tab === 'characters' ? 'portrait' : 'wide'}
      actions={
        writable && tab !== 'props' ? (
          <Button onClick={() => togglePanel('chat', true)}>
            <Trans>Ask in the chat</Trans>
          </Button>
        ) : null
      }
    >
      {tab === 'characters' ? (
        <Trans>The cast of the series, in every episode. Breaking the script down finds who speaks in it.</Trans>
      ) : tab === 'locations' ? (
        <Trans>Where the series plays. Breaking the script down finds the places of its headings.</Trans>
      ) : (
        <Trans>Things that matter in the story: a letter, a lamp, a key. What shots show is found here by its name.</Trans>
      )}
    </EmptyState>
  );
}
