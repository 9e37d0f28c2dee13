import type { Weather } from '@trashfire/shared/document/vocabulary';
import { alpha, mix } from './color.ts';
import type { Grade } from './grade.ts';
import { type Ctx, createSurface, ellipse, linear, type Surface } from './ink.ts';
import { DEG } from './math.ts';
import { VIEW_H as H, VIEW_W as W } from './places/scene.ts';
import { createRandom } from './random.ts';

/** What falls or blows through the frame. Positions are functions of time, so any frame can be drawn on its own. */
export interface WeatherPainter {
  /** Behind the cast (outdoors) or behind the glass (indoors), in view units. */
  back(ctx: Ctx, time: number): void;
  /** In front of the cast; nothing indoors. */
  front(ctx: Ctx, time: number): void;
}

/** Does this weather move, so that no two drawings are alike? */
export const weatherMoves = (weather: Weather): boolean => weather !== 'clear';

/** @param ground y where drops burst, view units; null where it is not seen. @returns null for clear weather. */
export function createWeather(weather: Weather, seed: number, grade: Grade, ground: number | null): WeatherPainter | null {
  switch (weather) {
    case 'clear':
      return null;
    case 'rain':
      return rain(seed, grade, ground);
    case 'snow':
      return snow(seed, grade);
    case 'wind':
      return wind(seed, grade);
    case 'fog':
      return fog(seed, grade);
  }
}

interface Drop {
  readonly x: number;
  readonly y: number;
  readonly speed: number;
  readonly size: number;
}

function scatter(seed: number, count: number): Drop[] {
  const rnd = createRandom(seed ^ 0x3d5a);
  return Array.from({ length: count }, () => ({
    x: rnd.next(),
    y: rnd.next(),
    speed: rnd.between(0.8, 1.2),
    size: rnd.between(0.6, 1.4),
  }));
}

const wrap = (v: number, low: number, high: number): number => low + ((((v - low) % (high - low)) + (high - low)) % (high - low));

/** Two planes of streaks at about 16% slant, and rings where drops meet the ground. */
function rain(seed: number, grade: Grade, ground: number | null): WeatherPainter {
  const [far, near] = [scatter(seed, 150), scatter(seed + 1, 46)];
  const color = mix(mix(grade.rim, '#dfeaff', 0.8), '#ffffff', 0.2);
  const streaks = (
    ctx: Ctx,
    drops: readonly Drop[],
    time: number,
    length: number,
    speed: number,
    width: number,
    opacity: number,
  ): void => {
    ctx.beginPath();
    for (const d of drops) {
      const l = length * d.size;
      const y = wrap(d.y * (H + 200) + time * speed * d.speed, -120, H + 80);
      const x = wrap(d.x * (W + 240) - time * speed * d.speed * 0.16, -120, W + 120);
      ctx.moveTo(x, y);
      ctx.lineTo(x - l * 0.16, y + l);
    }
    ctx.strokeStyle = alpha(color, opacity);
    ctx.lineWidth = width;
    ctx.stroke();
  };
  const splashes = scatter(seed + 2, 40);
  return {
    back: (ctx, time) => {
      streaks(ctx, far, time, 46, 1150, 1.1, 0.3);
      if (ground === null) return;
      ctx.strokeStyle = alpha(color, 0.34);
      ctx.lineWidth = 1.1;
      ctx.beginPath();
      for (const d of splashes) {
        const life = wrap(d.speed * 7 + time * 2.4 + d.x * 5, 0, 1);
        const y = ground + (H - ground) * d.y;
        const r = (3 + 13 * life) * (0.5 + (y - ground) / (H - ground));
        if (life > 0.75) continue;
        ctx.moveTo(d.x * W + r, y);
        ctx.ellipse(d.x * W, y, r, r * 0.26, 0, 0, Math.PI * 2);
      }
      ctx.stroke();
    },
    front: (ctx, time) => streaks(ctx, near, time, 120, 1900, 1.7, 0.26),
  };
}

function snow(seed: number, grade: Grade): WeatherPainter {
  const [far, near] = [scatter(seed, 130), scatter(seed + 1, 26)];
  const color = mix('#ffffff', grade.rim, 0.2);
  const flakes = (ctx: Ctx, list: readonly Drop[], time: number, size: number, speed: number, opacity: number): void => {
    ctx.beginPath();
    for (const d of list) {
      const y = wrap(d.y * (H + 60) + time * speed * d.speed, -30, H + 30);
      const x = wrap(d.x * (W + 60) + Math.sin(time * 1.1 * d.speed + d.x * 20) * 26 + time * 18, -30, W + 30);
      const r = size * d.size;
      ctx.moveTo(x + r, y);
      ctx.ellipse(x, y, r, r * 0.92, 0, 0, Math.PI * 2);
    }
    ctx.fillStyle = alpha(color, opacity);
    ctx.fill();
  };
  return {
    back: (ctx, time) => flakes(ctx, far, time, 2.3, 74, 0.75),
    front: (ctx, time) => flakes(ctx, near, time, 5.6, 130, 0.5),
  };
}

/** Leaves and dust on the wind, with a few long lines that show its way. */
function wind(seed: number, grade: Grade): WeatherPainter {
  const leaves = scatter(seed, 22);
  const lines = scatter(seed + 1, 7);
  const colors = ['#8fae5a', '#c89a4a', '#e0b0a8'].map((c) => mix(c, grade.wash, 0.2));
  return {
    back: (ctx, time) => {
      ctx.strokeStyle = alpha('#ffffff', 0.2);
      ctx.lineWidth = 1.4;
      ctx.beginPath();
      for (const d of lines) {
        const x = wrap(d.x * W * 2 + time * 900 * d.speed, -420, W + 420);
        const y = d.y * H * 0.8;
        ctx.moveTo(x, y);
        ctx.bezierCurveTo(x + 90, y - 16, x + 190, y + 14, x + 300 * d.size, y - 6);
      }
      ctx.stroke();
    },
    front: (ctx, time) => {
      leaves.forEach((d, i) => {
        const x = wrap(d.x * W * 1.3 + time * 420 * d.speed, -60, W + 60);
        const y = wrap(d.y * H + Math.sin(time * 2.2 * d.speed + i) * 40 + time * 46, -40, H + 40);
        const flip = Math.sin(time * 5 * d.speed + i * 1.7);
        ellipse(
          ctx,
          x,
          y,
          7 * d.size,
          3.2 * d.size * Math.max(0.25, Math.abs(flip)),
          colors[i % colors.length] ?? '#8fae5a',
          time * 2 + i + 30 * DEG,
        );
      });
    },
  };
}

/** Banks of fog on two planes, drawn once and shifted. */
function fog(seed: number, grade: Grade): WeatherPainter {
  const color = mix('#e4eaf0', grade.wash, 0.35);
  const bank = (s: number): Surface => {
    const rnd = createRandom(s);
    // A quarter of the size: fog has no edges to lose.
    const surface = createSurface(W / 2, H / 4);
    for (let i = 0; i < 26; i++) {
      const [x, y, r] = [rnd.next() * W * 0.5, rnd.between(0.3, 0.95) * H * 0.25, rnd.between(40, 110)];
      for (const dx of [-W / 2, 0, W / 2]) {
        surface.ctx.save();
        surface.ctx.translate(x + dx, y);
        surface.ctx.scale(1, 0.3);
        const g = surface.ctx.createRadialGradient(0, 0, 0, 0, 0, r);
        g.addColorStop(0, alpha(color, 0.22));
        g.addColorStop(1, alpha(color, 0));
        surface.ctx.fillStyle = g;
        surface.ctx.fillRect(-r, -r, 2 * r, 2 * r);
        surface.ctx.restore();
      }
    }
    return surface;
  };
  const [far, near] = [bank(seed), bank(seed + 1)];
  const draw = (ctx: Ctx, surface: Surface, shift: number): void => {
    const x = wrap(shift, -W * 2, 0);
    ctx.drawImage(surface.canvas, x, 0.1 * H, W * 2, H);
    ctx.drawImage(surface.canvas, x + W * 2, 0.1 * H, W * 2, H);
  };
  return {
    back: (ctx, time) => {
      draw(ctx, far, -time * 16);
      ctx.fillStyle = linear(ctx, 0, 0.3 * H, 0, H, [
        [0, alpha(color, 0)],
        [1, alpha(color, 0.16)],
      ]);
      ctx.fillRect(0, 0, W, H);
    },
    front: (ctx, time) => draw(ctx, near, -time * 30 - 500),
  };
}
