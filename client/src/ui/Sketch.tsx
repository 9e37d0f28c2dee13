import type { ShotSize } from '@trashfire/shared/document/vocabulary';

interface SketchProps {
  size: ShotSize;
  /** People in frame; 0 draws the place alone. */
  cast: number;
}

/** Height of the head against the frame, and where its top is, for each shot size (ART bands: close-up 45-80%, medium 18-35%, wide 6-16%). */
const HEAD: Record<ShotSize, { height: number; top: number }> = {
  EWS: { height: 5, top: 52 },
  WS: { height: 10, top: 36 },
  FS: { height: 14, top: 14 },
  MS: { height: 28, top: 14 },
  MCU: { height: 40, top: 12 },
  CU: { height: 60, top: 10 },
  ECU: { height: 96, top: -14 },
  OTS: { height: 34, top: 16 },
  TWO: { height: 30, top: 14 },
  INSERT: { height: 0, top: 0 },
};

/** A layout sketch of a framing that has no picture yet: horizon, and a head where the camera would hold it. */
export function Sketch({ size, cast }: SketchProps) {
  const { height, top } = HEAD[size];
  const count = size === 'INSERT' ? 0 : Math.min(cast, size === 'TWO' || size === 'OTS' ? 2 : 3);
  const xs = count <= 1 ? [80] : count === 2 ? [54, 106] : [44, 80, 116];
  return (
    <svg
      viewBox="0 0 160 90"
      preserveAspectRatio="xMidYMid slice"
      fill="none"
      stroke="#69727d"
      strokeWidth="0.7"
      aria-hidden="true"
      focusable="false"
      width="100%"
      height="100%"
    >
      <path d="M0 58h160M80 58 8 90M80 58l72 32M80 58 50 90M80 58l30 32" opacity="0.55" />
      {size === 'INSERT' ? <path d="M50 26h60v40H50zM50 26l30 22 30-22M30 74h100" /> : null}
      {xs.slice(0, count).map((x) => (
        <Figure key={x} x={x} top={top} head={height} />
      ))}
    </svg>
  );
}

/** Head, guide lines, shoulders and body, as an animator roughs a figure in. */
function Figure({ x, top, head }: { x: number; top: number; head: number }) {
  const half = head / 2;
  const chin = top + head;
  const shoulder = head * 0.95;
  return (
    <g strokeLinecap="round" strokeLinejoin="round" fill="#0d1013">
      <path
        d={`M${x - shoulder} ${chin + head * 3.2} L${x - shoulder} ${chin + head * 0.7} Q${x - shoulder} ${chin + head * 0.3} ${x - half * 0.4} ${chin + head * 0.18} L${x + half * 0.4} ${chin + head * 0.18} Q${x + shoulder} ${chin + head * 0.3} ${x + shoulder} ${chin + head * 0.7} L${x + shoulder} ${chin + head * 3.2}`}
      />
      <path
        d={`M${x} ${top} c${half * 1.05} 0 ${half * 0.95} ${head * 0.62} ${half * 0.42} ${head * 0.86} q${-half * 0.42} ${head * 0.2} ${-half * 0.84} 0 C${x - half * 0.95} ${top + head * 0.62} ${x - half * 1.05} ${top} ${x} ${top}`}
      />
      <path
        d={`M${x} ${top + head * 0.08}V${chin}M${x - half * 0.8} ${top + head * 0.55}H${x + half * 0.8}`}
        strokeDasharray="1.5 1.8"
        opacity="0.7"
      />
    </g>
  );
}
