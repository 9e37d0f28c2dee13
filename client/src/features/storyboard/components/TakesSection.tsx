import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Image, ImageOff } from 'lucide-react';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { Button } from '../../../ui/Button.tsx';
import { PanelSection } from '../../../ui/Panel.tsx';
import { type ShotView, shownPicture } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { chooseFile } from '../model/picture-files.ts';
import { useEditable } from '../model/use-editable.ts';
import { useOwnPicture } from '../model/use-own-picture.ts';
import styles from './Inspector.module.css';

/** The pictures there are of a shot, side by side, to pick the one it shows. */
export function TakesSection({ view }: { view: ShotView }) {
  const { t } = useLingui();
  const { episode } = useStudio();
  const editable = useEditable(view);
  const { give, pick } = useOwnPicture();
  const { seed, ownPicture } = view.shot;
  // Asked anew when something new was made.
  const made = `${view.still?.asset ?? ''}${view.render?.poster ?? ''}`;
  const { data, error, isPending } = useQuery({
    queryKey: KEYS.takes(episode.id, seed, made),
    queryFn: ({ signal }) => call('takes', { params: { episodeId: episode.id }, body: { seed }, signal }),
  });
  const drawn = data?.takes.map(({ hash }) => hash) ?? [];
  const hashes = [...new Set([...(ownPicture === null ? [] : [ownPicture]), ...drawn])];
  return (
    <PanelSection title={t({ message: 'Pictures', comment: 'The takes of a shot, to pick from' })}>
      <div className={styles.row}>
        <Button size="sm" icon={Image} disabled={!editable} onClick={() => chooseFile((file) => give(view, file))}>
          <Trans>My own picture</Trans>
        </Button>
        {ownPicture === null ? null : (
          <Button size="sm" icon={ImageOff} disabled={!editable} onClick={() => pick(view.id, null)}>
            <Trans>Use the drawn one again</Trans>
          </Button>
        )}
      </div>
      {error ? (
        <p className={styles.nobody} role="alert">
          <Trans>The earlier pictures could not be read. They are shown when the studio answers again.</Trans>
        </p>
      ) : hashes.length === 0 ? (
        <p className={styles.nobody}>{isPending ? t`Looking for pictures…` : t`Nothing is drawn for this shot yet.`}</p>
      ) : (
        <ul className={styles.takes}>
          {hashes.map((hash, index) => (
            <Take
              key={hash}
              hash={hash}
              number={hashes.length - index}
              isOwn={hash === ownPicture && !drawn.includes(hash)}
              shown={hash === shownPicture(view)}
              disabled={!editable}
              onPick={() => pick(view.id, hash)}
            />
          ))}
        </ul>
      )}
    </PanelSection>
  );
}

interface TakeProps {
  hash: string;
  number: number;
  isOwn: boolean;
  shown: boolean;
  disabled: boolean;
  onPick: () => void;
}

function Take({ hash, number, isOwn, shown, disabled, onPick }: TakeProps) {
  const { t } = useLingui();
  const url = useAssetUrl(hash);
  const name = isOwn ? t`My own picture` : t`Picture ${number}`;
  return (
    <li>
      <button type="button" className={styles.take} aria-label={name} aria-pressed={shown} disabled={disabled} onClick={onPick}>
        {url ? <img src={url} alt="" loading="lazy" /> : null}
      </button>
      <p className={styles.takeWords}>{name}</p>
    </li>
  );
}
