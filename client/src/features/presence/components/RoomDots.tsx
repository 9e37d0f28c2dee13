import { Trans } from '@lingui/react/macro';
import { usePeers } from '../../../collab/presence.ts';
import styles from '../../studio/components/Shell.module.css';
import type { StudioRoom } from '../../studio/model/room.ts';
import { useStudio } from '../../studio/model/studio-context.ts';

/** Who is in a room, as dots on its rail button. */
export function RoomDots({ room }: { room: StudioRoom }) {
  const { episodeDoc } = useStudio();
  const here = usePeers(episodeDoc.awareness).filter(({ place }) => place?.room === room);
  if (here.length === 0) return null;
  return (
    <span className={styles.dots}>
      {here.slice(0, 3).map(({ user }) => (
        <i key={user.id} style={{ background: user.color }} data-agent={user.kind === 'agent'} />
      ))}
      <span className="visually-hidden">
        <Trans comment="Read out after the name of a room: who is in it">
          , {{ people: here.map(({ user }) => user.name).join(', ') }} here
        </Trans>
      </span>
    </span>
  );
}
