import { adjust, fromLch, mix, multiply, type Rgb, toLch } from './color.ts';
import type { Grade } from './grade.ts';
import { clamp, lerp } from './math.ts';

/** The five paints of one material under one light (ART §6). Shadows turn in hue and never go grey; lines are coloured. */
export interface Tones {
  readonly base: string;
  readonly shadow: string;
  readonly deep: string;
  readonly light: string;
  readonly line: string;
}

export type Material = 'skin' | 'hair' | 'cloth';

function local(hex: string, material: Material): Tones {
  const [L, C, h] = toLch(hex);
  if (material === 'skin') {
    return {
      base: hex,
      shadow: adjust(hex, -0.085, 1.45, 22, 0.45),
      deep: adjust(hex, -0.17, 1.5, 10, 0.5),
      light: adjust(hex, 0.04, 0.6),
      line: fromLch([lerp(0.3, 0.4, clamp((L - 0.4) * 2.2)), 0.085, 28]),
    };
  }
  if (material === 'hair') {
    return {
      base: hex,
      shadow: adjust(hex, -(0.07 + L * 0.09), 1.05, 290, 0.16),
      deep: adjust(hex, -(0.12 + L * 0.15), 1, 290, 0.25),
      light: fromLch([clamp(L + 0.2 + (0.5 - L) * 0.12, 0, 0.97), Math.min(C * 0.9 + 0.015, 0.14), h + 8]),
      line: adjust(hex, -L * 0.55, 0.9, 300, 0.15),
    };
  }
  return {
    base: hex,
    shadow: adjust(hex, -(0.06 + L * 0.1), 1.05, 285, 0.18),
    deep: adjust(hex, -(0.1 + L * 0.19), 1, 285, 0.28),
    light: adjust(hex, 0.07, 0.95),
    line: adjust(hex, -L * 0.58, 0.8, 300, 0.1),
  };
}

/** Tones of a local colour seen under a grade: lit parts take `lit`, lines and deep parts the mean of lit and shade. */
export function tonesOf(hex: string, material: Material, grade: Grade): Tones {
  const t = local(hex, material);
  const { lit, shade } = grade;
  const middle: Rgb = [Math.sqrt(shade[0] * lit[0]), Math.sqrt(shade[1] * lit[1]), Math.sqrt(shade[2] * lit[2])];
  const towardsLit: Rgb = [lerp(middle[0], lit[0], 0.25), lerp(middle[1], lit[1], 0.25), lerp(middle[2], lit[2], 0.25)];
  return {
    base: multiply(t.base, lit),
    shadow: multiply(t.shadow, towardsLit),
    deep: multiply(t.deep, middle),
    light: multiply(t.light, [lit[0] * 1.04, lit[1] * 1.04, lit[2] * 1.04]),
    line: multiply(t.line, middle),
  };
}

/** Everything inside an eye; it takes only 55% of the grade, because eyes must stay alive in the dark (ART §6). */
export interface EyePaint {
  readonly white: string;
  readonly whiteShadow: string;
  readonly ring: string;
  readonly top: string;
  readonly middle: string;
  readonly base: string;
  readonly bottom: string;
  readonly crescent: string;
  readonly pupil: string;
  readonly fibre: string;
  readonly lash: string;
  readonly lashEnd: string;
}

/** @param hex colour of the iris. @param hair lends the lashes their colour, with a little of `skin`. */
export function eyePaintOf(hex: string, hair: Tones, skin: Tones, grade: Grade): EyePaint {
  const part: Rgb = [lerp(1, grade.lit[0], 0.55), lerp(1, grade.lit[1], 0.55), lerp(1, grade.lit[2], 0.55)];
  const base = multiply(hex, part);
  const [L, C, h] = toLch(base);
  const lash = mix(hair.line, skin.line, 0.35);
  const dark = toLch(lash)[0] > 0.36 ? adjust(lash, 0.36 - toLch(lash)[0]) : lash;
  return {
    white: multiply('#fdfbff', [Math.min(1, part[0]), Math.min(1, part[1]), Math.min(1, part[2])]),
    whiteShadow: multiply('#b9b3d6', part),
    ring: fromLch([Math.min(0.34, L * 0.5), C * 0.75, h - 12]),
    top: fromLch([L * 0.5, C * 0.8, h - 14]),
    middle: fromLch([L * 0.82, C, h - 4]),
    base,
    bottom: fromLch([Math.min(0.95, L + 0.2), C * 1.05, h + 14]),
    crescent: fromLch([Math.min(0.96, L + 0.24), C * 0.95, h + 18]),
    pupil: fromLch([Math.min(0.2, L * 0.32), C * 0.6, h - 10]),
    fibre: fromLch([L * 0.6, C * 0.9, h - 8]),
    lash: dark,
    lashEnd: mix(dark, skin.line, 0.5),
  };
}
