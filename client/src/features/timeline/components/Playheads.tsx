import { type RefObject, useEffect } from 'react';
import { usePeerWindows, windowName } from '../../../collab/presence.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useLiveView } from '../model/view.ts';
import styles from './Tracks.module.css';

interface PlayheadsProps {
  zoom: number;
  scroll: RefObject<HTMLDivElement | null>;
  headWidth: number;
}

/** What stands over all rows: this playhead, those of others, and the guide of a drag that is caught. */
export function Playheads({ zoom, scroll, headWidth }: PlayheadsProps) {
  return (
    <div className={styles.over} style={{ left: headWidth }}>
      <Guide zoom={zoom} />
      <PeerPlayheads zoom={zoom} />
      <Playhead zoom={zoom} scroll={scroll} headWidth={headWidth} />
    </div>
  );
}

/** Keeps itself in view while it plays. */
function Playhead({ zoom, scroll, headWidth }: PlayheadsProps) {
  const frame = useSelection((state) => state.frame);
  const playing = useSelection((state) => state.speed !== 0);
  const x = frame * zoom;
  useEffect(() => {
    const element = scroll.current;
    if (element === null || !playing) return;
    const width = element.clientWidth - headWidth - 40;
    if (x < element.scrollLeft || x > element.scrollLeft + width) element.scrollLeft = Math.max(0, x - 60);
  }, [x, playing, scroll, headWidth]);
  return <div className={styles.playhead} data-playhead="" style={{ transform: `translateX(${x}px)` }} aria-hidden="true" />;
}

function PeerPlayheads({ zoom }: { zoom: number }) {
  const { episodeDoc } = useStudio();
  const windows = usePeerWindows(episodeDoc.awareness).filter(({ place }) => place?.room === 'timeline' && place.frame !== null);
  return windows.map(({ clientId, user, place, own }) => (
    <div
      key={clientId}
      className={styles.peerHead}
      style={{ transform: `translateX(${(place?.frame ?? 0) * zoom}px)`, '--peer': user.color } as React.CSSProperties}
    >
      <span>{windowName(user.name, own)}</span>
    </div>
  ));
}

function Guide({ zoom }: { zoom: number }) {
  const guide = useLiveView((live) => live.guide);
  return guide === null ? null : <div className={styles.guide} data-testid="guide" style={{ left: guide * zoom }} />;
}
