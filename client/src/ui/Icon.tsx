import type { LucideIcon } from 'lucide-react';

interface IconProps {
  of: LucideIcon;
  size?: 12 | 14 | 16 | 18 | 22;
}

/** Stroke grows as the icon shrinks, so that a line stays 1.25 px or more at every size. */
const STROKE = { 12: 1.6, 14: 1.4, 16: 1.25, 18: 1.3, 22: 1.4 } as const;

/** An icon beside text or inside a labelled control; never carries meaning alone, so it is hidden from assistive technology. */
export function Icon({ of: Glyph, size = 16 }: IconProps) {
  return (
    <Glyph
      size={size}
      strokeWidth={STROKE[size]}
      absoluteStrokeWidth
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    />
  );
}
