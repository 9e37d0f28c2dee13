import { usePeerDrags } from '../../../collab/presence.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import styles from './ClipRow.module.css';

/** What others are dragging right now, in their colours: where it would end, before it is written. */
export function PeerDrags({ zoom }: { zoom: number }) {
  const { episodeDoc } = useStudio();
  return usePeerDrags(episodeDoc.awareness).map(({ clientId, user, drag: { kind, start, end } }) => (
    <span
      key={clientId}
      className={styles.ghost}
      data-testid="peer-drag"
      data-kind={kind}
      style={{ left: start * zoom, width: Math.max(2, (end - start) * zoom), '--peer': user.color } as React.CSSProperties}
    >
      <b>{user.name}</b>
    </span>
  ));
}
