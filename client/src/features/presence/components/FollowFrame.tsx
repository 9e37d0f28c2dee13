import { Trans } from '@lingui/react/macro';
import { useFollow } from '../model/use-follow.ts';
import styles from './Presence.module.css';

/** The followed person's colour around the window; anything of one's own ends it. */
export function FollowFrame() {
  const followed = useFollow();
  if (followed === null) return null;
  const { user, away } = followed;
  return (
    <div className={styles.follow} style={{ borderColor: user.color }} role="status">
      <span style={{ background: user.color }}>
        {away ? <Trans>Waiting for {{ person: user.name }}</Trans> : <Trans>Following {{ person: user.name }}</Trans>}
      </span>
    </div>
  );
}
