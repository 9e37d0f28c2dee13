import { Trans, useLingui } from '@lingui/react/macro';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { candidateSeeds } from '@trashfire/shared/render/drawings';
import { ArrowLeft, Star } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { useEditable } from '../../storyboard/model/use-editable.ts';
import { describeShot, type ShotView } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { useCharacterNames } from '../../studio/model/use-episode-model.ts';
import { usePlan } from '../../studio/model/use-plan.ts';
import type { TakeItem } from '../model/items.ts';
import type { GalleryActions } from '../model/use-gallery-actions.ts';
import { useGalleryPlace } from '../model/use-place.ts';
import { DrawnSheet } from './DrawnSheet.tsx';
import { EntryTags } from './EntryTags.tsx';
import styles from './Page.module.css';
import { Pages } from './Pages.tsx';
import { RenderShot } from './RenderShot.tsx';
import { Downloads, PickButton } from './TakeButtons.tsx';
import { TakeFacts } from './TakeFacts.tsx';

/** One take: what it shows, what it was made from, and the others of its shot. */
export function TakePage({ item, all, actions }: { item: TakeItem; all: readonly TakeItem[]; actions: GalleryActions }) {
  const { t } = useLingui();
  const { episode, writable } = useStudio();
  const { go } = useGalleryPlace();
  const navigate = useNavigate();
  const select = useSelection((state) => state.select);
  const names = useCharacterNames();
  const url = useAssetUrl(item.id);
  const { view, name } = item;
  const others = all.filter((one) => view !== null && one.view?.id === view.id && one.id !== item.id);
  const jump = () => {
    if (view === null) return;
    select(view.id, view.sceneId);
    void navigate(`/episodes/${episode.id}/storyboard`);
  };
  return (
    <section className={styles.page} aria-label={name}>
      <header className={styles.head}>
        <Button variant="quiet" icon={ArrowLeft} onClick={() => go({})}>
          <Trans>Takes</Trans>
        </Button>
        <h2 className={styles.name}>{name}</h2>
        <span className="ellipsis">{view?.shot.title}</span>
        <span className={styles.space} />
        {view === null ? null : (
          <>
            <PickButton item={item} view={view} actions={actions} />
            <Button size="sm" onClick={jump}>
              <Trans>To the shot</Trans>
            </Button>
          </>
        )}
        <Downloads item={item} />
        {writable ? (
          <IconButton
            icon={Star}
            label={item.starred ? t`${name} is a favourite` : t`Make ${name} a favourite`}
            pressed={item.starred}
            onClick={() => actions.star([item])}
          />
        ) : null}
      </header>
      <EntryTags item={item} actions={actions} />
      <div className={styles.columns}>
        <Picture url={url} alt={view === null ? name : describeShot(view, names)} segment={item.take.segment} />
        <TakeFacts item={item} />
      </div>
      {view === null ? null : (
        <>
          <RenderShot view={view} />
          {others.length === 0 ? null : (
            <section className={styles.section} aria-label={t`Other takes`}>
              <h3 className={styles.title}>
                <Trans>Other takes</Trans>
              </h3>
              <ul className={styles.shots}>
                {others.map((other) => (
                  <OtherTake
                    key={other.id}
                    item={other}
                    onOpen={() => go({ item: other.id })}
                    onCompare={() => go({ item: item.id, other: other.id })}
                  />
                ))}
              </ul>
            </section>
          )}
          <Candidates view={view} />
        </>
      )}
    </section>
  );
}

/** The film of a take where it has one, else its picture. */
function Picture({ url, alt, segment }: { url: string | null; alt: string; segment: string | null }) {
  const film = useAssetUrl(segment);
  return (
    <div className={styles.large}>
      {film ? (
        // biome-ignore lint/a11y/useMediaCaption: a take has no captions of its own; those of the cut are drawn over the cut
        <video key={film} src={film} poster={url ?? undefined} controls preload="metadata" aria-label={alt} />
      ) : url ? (
        <img src={url} alt={alt} />
      ) : null}
    </div>
  );
}

function OtherTake({ item, onOpen, onCompare }: { item: TakeItem; onOpen: () => void; onCompare: () => void }) {
  const { t } = useLingui();
  const url = useAssetUrl(item.id);
  const take = item.take.revision.slice(0, 8);
  return (
    <li>
      <button type="button" className={styles.shot} aria-label={t`Open take ${take}`} onClick={onOpen}>
        <span className={styles.thumb}>{url ? <img src={url} alt="" loading="lazy" /> : null}</span>
      </button>
      <Button size="sm" variant="quiet" aria-label={t`Compare with take ${take}`} onClick={onCompare}>
        <Trans>Compare</Trans>
      </Button>
    </li>
  );
}

/** The same shot seen four other ways; using one draws the shot from there on. */
function Candidates({ view }: { view: ShotView }) {
  const { t } = useLingui();
  const run = useCommand();
  const editable = useEditable(view);
  const { plan } = usePlan();
  const [page, setPage] = useState(0);
  const seeds = candidateSeeds(view.id, page);
  const planned = plan?.shots.find(({ shotId }) => shotId === view.id) ?? plan?.offCut.find(({ shotId }) => shotId === view.id);
  if (!editable) return null;
  // Other seeds are other drawings of the same; what else the still shows is what the candidates depend on.
  const { seed: _, ...shown } = planned?.still.manifest.picture ?? { seed: 0 };
  return (
    <DrawnSheet
      title={t`Candidates`}
      note={<Trans>The same shot from four other standpoints. Using one changes the shot; undo takes it back.</Trans>}
      subject={{ kind: 'shot', id: view.id, seeds }}
      looks={JSON.stringify(shown)}
      action={t`Draw four`}
      nameOf={(seed) => t`Candidate ${{ number: seeds.indexOf(Number(seed)) + 1 + page * seeds.length }}`}
      picked={view.shot.ownPicture === null ? String(view.shot.seed) : null}
      onPick={(seed) => run(updateShot, { id: view.id, patch: { seed: Number(seed), ownPicture: null } })}
      actions={<Pages page={page} onPage={setPage} />}
    />
  );
}
