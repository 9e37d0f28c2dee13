import type { PlaceKind, TimeOfDay, Weather } from '@trashfire/shared/document/vocabulary';
import { alpha, mix } from './color.ts';
import type { Grade } from './grade.ts';
import type { Ctx } from './ink.ts';
import { lerp } from './math.ts';
import { VIEW_H as H, VIEW_W as W } from './places/scene.ts';
import { createRandom } from './random.ts';
import type { WeatherPainter } from './weather.ts';

/** What lives in a place by itself whatever the weather: the town running past a train, dust in the light of a room, pollen among trees. */
export interface Air extends WeatherPainter {
  /** Moves in a shot that holds, too: a train does not stand because nobody speaks. */
  readonly restless: boolean;
}

/** @param blur of the backdrop's farthest layer, view units: what is out of focus has no hard edges. */
export function createAir(
  place: PlaceKind,
  time: TimeOfDay,
  weather: Weather,
  seed: number,
  grade: Grade,
  blur: number,
): Air | null {
  if (place === 'train') return passing(seed, time === 'night' || time === 'sunset', blur);
  if (weather !== 'clear') return null;
  if (place === 'forest') return motes(seed, mix('#fff6c8', grade.rim, 0.4), 26, 0.5);
  if ((place === 'classroom' || place === 'interior' || place === 'lamp-room') && !(time === 'night' && place !== 'lamp-room'))
    return motes(seed, mix('#fff4d6', grade.rim, 0.5), 30, 0.42);
  return null;
}

const wrap = (v: number, low: number, high: number): number => low + ((((v - low) % (high - low)) + (high - low)) % (high - low));

/** Streaks outside the windows: lights by night, poles and hedges by day; near ones are faster and longer. */
function passing(seed: number, lit: boolean, blur: number): Air {
  const rnd = createRandom(seed ^ 0x7a1b);
  const colors = lit ? ['#ffd9a0', '#ff8aa0', '#8ad8ff', '#ffe9c4'] : ['#eef0e6', '#7c9a76', '#5f6f7c', '#dfe6ea'];
  const soft = blur > 2 ? 2.2 : 1;
  const streaks = Array.from({ length: 44 }, (_, i) => {
    const near = rnd.next();
    return {
      x: rnd.next(),
      y: lerp(lit ? 0.2 : 0.46, 0.64, rnd.next()) * H,
      speed: lerp(700, 1900, near),
      length: lerp(50, 190, near) * soft,
      thick: lerp(1.6, 4.2, rnd.next()) * soft,
      color: alpha(colors[i % colors.length] ?? '#ffffff', (lit ? 0.75 : 0.4) / soft),
    };
  });
  return {
    restless: true,
    back: (ctx, time) => {
      for (const s of streaks) {
        ctx.fillStyle = s.color;
        ctx.fillRect(wrap(s.x * (W + 500) - time * s.speed, -250, W + 250), s.y, s.length, s.thick);
      }
    },
    front: () => {},
  };
}

/** Specks that float and glint, all in one path: they must not cost what people cost. */
function motes(seed: number, color: string, count: number, opacity: number): Air {
  const rnd = createRandom(seed ^ 0x51c3);
  const specks = Array.from({ length: count }, () => ({
    x: rnd.next(),
    y: rnd.next(),
    r: rnd.between(0.9, 2.6),
    k: rnd.between(0.6, 1.4),
  }));
  const draw = (ctx: Ctx, time: number): void => {
    ctx.beginPath();
    for (const s of specks) {
      const x = wrap(s.x * W + time * 11 * s.k + Math.sin(time * 0.7 * s.k + s.y * 30) * 16, -20, W + 20);
      const y = wrap(s.y * H - time * 7 * s.k + Math.cos(time * 0.6 * s.k + s.x * 30) * 9, -20, H + 20);
      const r = s.r * (0.55 + 0.45 * Math.sin(time * 1.7 * s.k + s.x * 50));
      ctx.moveTo(x + r, y);
      ctx.arc(x, y, r, 0, Math.PI * 2);
    }
    ctx.fillStyle = alpha(color, opacity);
    ctx.fill();
  };
  return { restless: false, back: () => {}, front: draw };
}
