import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowLeft, Star, Trash2 } from 'lucide-react';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { useRecords } from '../../../collab/records.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DraftField } from '../../../ui/Field.tsx';
import { useBibleActions } from '../../bible/model/use-bible-actions.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import type { EntryTab, GalleryItem } from '../model/items.ts';
import { TAB_WORDS } from '../model/kind-words.ts';
import { useGalleryActions } from '../model/use-gallery-actions.ts';
import { useEntryItems } from '../model/use-items.ts';
import { useGalleryPlace } from '../model/use-place.ts';
import { CharacterPage } from './CharacterPage.tsx';
import { EntryShots } from './EntryShots.tsx';
import { EntryTags } from './EntryTags.tsx';
import { LocationPage } from './LocationPage.tsx';
import styles from './Page.module.css';
import { PropPage } from './PropPage.tsx';
import { References } from './References.tsx';

/** Everything about one character, place or prop, each field an edit where it stands. */
export function EntryPage({ tab, id }: { tab: EntryTab; id: string }) {
  const { t } = useLingui();
  const { seriesDoc, writable } = useStudio();
  const { go } = useGalleryPlace();
  const entries = useRecords(seriesDoc.doc, tab);
  const entry = entries.find((one) => one.id === id);
  const item = useEntryItems(tab).find((one) => one.id === id);
  const actions = useGalleryActions();
  const back = (
    <Button variant="quiet" icon={ArrowLeft} onClick={() => go({})}>
      {t(TAB_WORDS[tab])}
    </Button>
  );
  if (entry === undefined || item === undefined) {
    return (
      <EmptyState title={t`That is no longer in the gallery`} actions={back}>
        <Trans>Somebody took it out. Undo brings back what was taken out in this window.</Trans>
      </EmptyState>
    );
  }
  const { name } = entry;
  return (
    <section className={styles.page} aria-label={name}>
      <div className={styles.top}>
        <Portrait picture={item.picture} />
        <div>
          <header className={styles.head}>
            {back}
            <Names key={id} tab={tab} id={id} />
            <span className={styles.space} />
            {writable ? (
              <>
                <IconButton
                  icon={Star}
                  label={item.starred ? t`${name} is a favourite` : t`Make ${name} a favourite`}
                  pressed={item.starred}
                  onClick={() => actions.star([item])}
                />
                <IconButton
                  icon={Trash2}
                  label={t`Take ${name} out of the gallery`}
                  onClick={() => {
                    actions.remove([id]);
                    go({});
                  }}
                />
              </>
            ) : null}
          </header>
          <EntryTags item={item} actions={actions} />
        </div>
      </div>
      {tab === 'characters' ? <CharacterPage id={id} /> : tab === 'locations' ? <LocationPage id={id} /> : <PropPage id={id} />}
      <References subjectId={id} name={name} />
      <EntryShots id={id} tab={tab} />
    </section>
  );
}

/** The picture of its card: one sees who or where the page is about. */
function Portrait({ picture }: { picture: GalleryItem['picture'] }) {
  const url = useAssetUrl(picture);
  return url ? <img className={styles.portrait} src={url} alt="" /> : null;
}

/** Its name and the other names the script calls it by. */
function Names({ tab, id }: { tab: EntryTab; id: string }) {
  const { t } = useLingui();
  const { seriesDoc, writable } = useStudio();
  const characters = useRecords(seriesDoc.doc, 'characters');
  const locations = useRecords(seriesDoc.doc, 'locations');
  const props = useRecords(seriesDoc.doc, 'props');
  const bible = useBibleActions();
  if (tab === 'props') {
    const prop = props.find((one) => one.id === id);
    if (prop === undefined) return null;
    if (!writable) return <h2 className={styles.name}>{prop.name}</h2>;
    const { name } = prop;
    return (
      <DraftField
        label={t`Name of ${name}`}
        className={styles.nameField}
        value={name}
        onCommit={(typed) => bible.renameProp(prop, typed, props)}
      />
    );
  }
  const all = tab === 'characters' ? characters : locations;
  const entry = all.find((one) => one.id === id);
  if (entry === undefined) return null;
  const { name, aliases } = entry;
  const others = aliases.join(', ');
  return (
    <>
      {writable ? (
        <DraftField
          label={t`Name of ${name}`}
          className={styles.nameField}
          value={name}
          onCommit={(typed) => bible.rename(tab, entry, typed, all)}
        />
      ) : (
        <h2 className={styles.name}>{name}</h2>
      )}
      {others === '' ? null : <p className={styles.meta}>{t`also ${others}`}</p>}
    </>
  );
}
