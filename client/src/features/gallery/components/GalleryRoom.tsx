import { Trans, useLingui } from '@lingui/react/macro';
import type { KeyboardEvent } from 'react';
import { useRecords } from '../../../collab/records.ts';
import { cx } from '../../../ui/cx.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { CanonSection } from '../../bible/components/CanonSection.tsx';
import { useBibleActions } from '../../bible/model/use-bible-actions.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { GALLERY_TABS, type GalleryTab } from '../model/gallery-ui.ts';
import { ENTRY_TABS, type EntryTab } from '../model/items.ts';
import { TAB_WORDS } from '../model/kind-words.ts';
import { useGalleryPlace } from '../model/use-place.ts';
import { EntryGallery } from './EntryGallery.tsx';
import { EntryPage } from './EntryPage.tsx';
import styles from './Gallery.module.css';
import { TakesGallery } from './TakesGallery.tsx';

/** Who and what the series has, and every picture that was made: cards to look through, and a page for each. */
export function GalleryRoom() {
  const { t } = useLingui();
  const { tab, item } = useGalleryPlace();
  const page = isEntryTab(tab) && item !== null;
  return (
    <div className={styles.room}>
      <Tabs now={tab} />
      <div role="tabpanel" aria-label={t(TAB_WORDS[tab])} className={styles.panel}>
        {page ? (
          <EntryPage key={item} tab={tab} id={item} />
        ) : isEntryTab(tab) ? (
          <EntryGallery key={tab} tab={tab} />
        ) : tab === 'takes' ? (
          <TakesGallery />
        ) : tab === 'canon' ? (
          <Canon />
        ) : (
          <NoMusic />
        )}
      </div>
    </div>
  );
}

function isEntryTab(tab: GalleryTab): tab is EntryTab {
  return ENTRY_TABS.some((one) => one === tab);
}

/** As tabs are used everywhere: arrows go from one to the next, Tab goes on to what is in it. */
function Tabs({ now }: { now: GalleryTab }) {
  const { t } = useLingui();
  const { go } = useGalleryPlace();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = GALLERY_TABS[(GALLERY_TABS.indexOf(now) + step + GALLERY_TABS.length) % GALLERY_TABS.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go({ tab: next });
    const tab = event.currentTarget.querySelector(`[data-tab="${next}"]`);
    if (tab instanceof HTMLElement) tab.focus();
  };
  return (
    <div role="tablist" aria-label={t`Gallery`} className={styles.tabs} onKeyDown={onKeyDown}>
      {GALLERY_TABS.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          data-tab={tab}
          aria-selected={tab === now}
          tabIndex={tab === now ? 0 : -1}
          className={cx(styles.tab, tab === now && styles.tabNow)}
          onClick={() => go({ tab })}
        >
          {t(TAB_WORDS[tab])}
        </button>
      ))}
    </div>
  );
}

function Canon() {
  const { seriesDoc } = useStudio();
  const facts = useRecords(seriesDoc.doc, 'canon');
  const actions = useBibleActions();
  return (
    <div className={styles.scroll}>
      <CanonSection facts={facts} actions={actions} />
    </div>
  );
}

function NoMusic() {
  const { t } = useLingui();
  return (
    <EmptyState title={t`No music yet`}>
      <Trans>The studio cannot make music or take it in yet. When it can, every piece of this series is found here.</Trans>
    </EmptyState>
  );
}
