import { useMedia } from '../../../ui/use-media.ts';
import type { Trail } from '../model/laser.ts';
import { LASER_TARGETS, targetOf, useOwnLaser, useTrails } from '../model/use-laser.ts';
import styles from './Presence.module.css';

/** Laser pointers over the pictures; who wants less motion sees the spot without its trail. */
export function LaserLayer() {
  useOwnLaser();
  const trails = useTrails();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  if (trails.length === 0) return null;
  return (
    <svg className={styles.laser} aria-hidden="true">
      {trails.map((trail) => (
        <Pointer key={trail.clientId} trail={trail} still={still} />
      ))}
    </svg>
  );
}

function Pointer({ trail: { name, color, spots }, still }: { trail: Trail; still: boolean }) {
  const head = spots.at(-1);
  const box = head === undefined ? null : boxOf(head.on);
  if (head === undefined || box === null) return null;
  const points = spots.map(({ x, y }) => ({ x: box.left + x * box.width, y: box.top + y * box.height }));
  const end = points.at(-1);
  return (
    <g data-testid="laser" data-peer={name} stroke={color} fill={color}>
      {still ? null : (
        <polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} fill="none" strokeWidth={3} strokeLinecap="round" />
      )}
      <circle cx={end?.x} cy={end?.y} r={5} />
      <text x={(end?.x ?? 0) + 9} y={(end?.y ?? 0) + 4} stroke="none">
        {name}
      </text>
    </g>
  );
}

/** Where this window shows that picture; null where it does not. */
function boxOf(on: string): DOMRect | null {
  for (const picture of document.querySelectorAll<HTMLElement>(LASER_TARGETS))
    if (targetOf(picture) === on) return picture.getBoundingClientRect();
  return null;
}
