import { clamp, DEG, lerp } from './math.ts';

/** Colour arithmetic in OKLCH (Bjorn Ottosson, 2020) and linear sRGB. Colours travel as '#rrggbb'. */
export type Lch = readonly [lightness: number, chroma: number, hue: number];
export type Rgb = readonly [r: number, g: number, b: number];

const toLinear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const toGamma = (c: number): number => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);

/** Linear sRGB of a '#rrggbb' colour. */
export function linearOf(hex: string): Rgb {
  const v = Number.parseInt(hex.slice(1, 7), 16);
  return [toLinear(((v >> 16) & 255) / 255), toLinear(((v >> 8) & 255) / 255), toLinear((v & 255) / 255)];
}

/** '#rrggbb' of linear sRGB, clipped. */
export function hexOf([r, g, b]: Rgb): string {
  const byte = (c: number): number => Math.round(toGamma(clamp(c)) * 255);
  return `#${((1 << 24) | (byte(r) << 16) | (byte(g) << 8) | byte(b)).toString(16).slice(1)}`;
}

/** OKLCH of '#rrggbb': lightness and chroma from 0, hue in degrees -180..180. */
export function toLch(hex: string): Lch {
  const [r, g, b] = linearOf(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const L = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const A = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const B = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return [L, Math.hypot(A, B), Math.atan2(B, A) / DEG];
}

function linearOfLch(L: number, C: number, hue: number): Rgb {
  const A = C * Math.cos(hue * DEG);
  const B = C * Math.sin(hue * DEG);
  const l = (L + 0.3963377774 * A + 0.2158037573 * B) ** 3;
  const m = (L - 0.1055613458 * A - 0.0638541728 * B) ** 3;
  const s = (L - 0.0894841775 * A - 1.291485548 * B) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** Nearest displayable colour: chroma gives way, lightness and hue stay. */
export function fromLch([L, C, hue]: Lch): string {
  let chroma = C;
  for (let k = 0; k < 14; k++) {
    const rgb = linearOfLch(L, chroma, hue);
    if (rgb.every((v) => v > -0.003 && v < 1.003)) return hexOf(rgb);
    chroma *= 0.88;
  }
  return hexOf(linearOfLch(L, 0, hue));
}

/** Moves a colour: lightness by `dL`, chroma by a factor, hue a share `k` of the short way to `hue`. */
export function adjust(hex: string, dL: number, chroma = 1, hue?: number, k = 0): string {
  const [L, C, h] = toLch(hex);
  const turned = hue === undefined ? h : h + (((((hue - h) % 360) + 540) % 360) - 180) * k;
  return fromLch([clamp(L + dL, 0.02, 0.99), C * chroma, turned]);
}

/** Mix in linear light: t = 0 gives a, 1 gives b. */
export function mix(a: string, b: string, t: number): string {
  const [x, y] = [linearOf(a), linearOf(b)];
  return hexOf([lerp(x[0], y[0], t), lerp(x[1], y[1], t), lerp(x[2], y[2], t)]);
}

/** Light of colour `by` falling on paint of colour `hex`. */
export function multiply(hex: string, by: Rgb): string {
  const c = linearOf(hex);
  return hexOf([c[0] * by[0], c[1] * by[1], c[2] * by[2]]);
}

/** CSS colour with alpha. */
export function alpha(hex: string, a: number): string {
  const v = Number.parseInt(hex.slice(1, 7), 16);
  return `rgba(${(v >> 16) & 255},${(v >> 8) & 255},${v & 255},${clamp(a).toFixed(3)})`;
}
