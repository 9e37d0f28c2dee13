import { useLingui } from '@lingui/react/macro';
import { EyeOff } from 'lucide-react';
import { type Peer, usePeers } from '../../../collab/presence.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { IconButton } from '../../../ui/Button.tsx';
import { Diamond } from '../../../ui/Diamond.tsx';
import { Tooltip } from '../../../ui/Tooltip.tsx';
import { ROOM_LABEL, STUDIO_ROOMS } from '../../studio/model/room.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import styles from './Presence.module.css';

const SHOWN = 5;

/** Everybody else here, with where they are; a click follows. */
export function PeopleBar() {
  const { t } = useLingui();
  const { episodeDoc } = useStudio();
  const peers = usePeers(episodeDoc.awareness);
  const alone = useSelection((state) => state.alone);
  const set = useSelection((state) => state.set);
  if (peers.length === 0 && !alone) return null;
  return (
    <ul className={styles.people} aria-label={t`People here`}>
      {peers.slice(0, SHOWN).map((peer) => (
        <li key={peer.user.id}>
          <Person peer={peer} />
        </li>
      ))}
      {peers.length > SHOWN ? <li className={styles.more}>+{peers.length - SHOWN}</li> : null}
      {alone ? (
        <li className={styles.alone}>
          <IconButton
            icon={EyeOff}
            label={t`Nobody follows you in this window. Let others follow again`}
            pressed
            onClick={() => set({ alone: false })}
          />
        </li>
      ) : null}
    </ul>
  );
}

function Person({ peer }: { peer: Peer }) {
  const following = useSelection((state) => state.following === peer.user.id);
  const set = useSelection((state) => state.set);
  const where = useWhere(peer);
  const alone = peer.place?.alone === true;
  const label = useLabel(peer.user.name, where, following ? 'following' : alone ? 'alone' : 'free');
  return (
    <Tooltip label={`${peer.user.name}${where === '' ? '' : ` · ${where}`}`}>
      <button
        type="button"
        data-follow="true"
        className={styles.person}
        aria-label={label}
        aria-pressed={following}
        aria-disabled={alone}
        onClick={() => set({ following: following || alone ? null : peer.user.id })}
      >
        {peer.user.kind === 'agent' ? <Diamond /> : <Avatar name={peer.user.name} color={peer.user.color} />}
      </button>
    </Tooltip>
  );
}

/** What the button is called: who, where they are as far as it is known, and what a press does. */
function useLabel(name: string, where: string, follow: 'following' | 'alone' | 'free'): string {
  const { t } = useLingui();
  const person = where === '' ? name : t({ message: `${{ name }}, ${{ where }}`, comment: 'Who, and where they are' });
  if (follow === 'following') return t`${person}. Stop following`;
  return follow === 'alone' ? t`${person}. Works without followers` : t`${person}. Follow`;
}

/** `Sc 12 · Storyboard`, as far as it is known. */
function useWhere({ place }: Peer): string {
  const { t, i18n } = useLingui();
  const model = useEpisodeModel();
  if (place === null) return '';
  const room = STUDIO_ROOMS.find((name) => name === place.room);
  const scene = model.scenes.find(({ id }) => id === place.sceneId);
  const shot = place.shotId === null ? undefined : model.shots.get(place.shotId);
  const at = shot
    ? t`shot ${{ number: shot.number }}`
    : scene
      ? t({ message: `sc ${{ number: scene.number }}`, comment: 'The number of a scene, short' })
      : '';
  return [at, room ? i18n._(ROOM_LABEL[room]) : ''].filter((part) => part !== '').join(' · ');
}
