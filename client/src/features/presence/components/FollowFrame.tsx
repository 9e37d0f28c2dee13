import { Trans } from '@lingui/react/macro';
import { useFollow } from '../model/use-follow.ts';
import styles from './Presence.module.css';

/** The followed person's colour around the window; anything of one's own ends it. */
export function FollowFrame() {
  const peer = useFollow();
  if (peer === null) return null;
  return (
    <div className={styles.follow} style={{ borderColor: peer.user.color }} role="status">
      <span style={{ background: peer.user.color }}>
        <Trans>Following {{ person: peer.user.name }}</Trans>
      </span>
    </div>
  );
}
