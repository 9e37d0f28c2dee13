import type { Canvas } from '@napi-rs/canvas';
import type { MouthTrack } from '@trashfire/shared/render/visemes';
import { type ActingShot, type Actor, castActor, drawingAt, drawingKey, drawingStep, travelAt } from './acting.ts';
import { createAir } from './air.ts';
import { type BakedBackdrop, bakeBackdrop, drawPlanes, type PaintedPlace } from './backdrop.ts';
import { type CameraState, layerTransform } from './camera.ts';
import {
  CAST_MARGIN,
  type CastLayer,
  type CastLight,
  createCastLayer,
  drawCastLayer,
  type Performer,
  type PixelBox,
} from './cast-layer.ts';
import { createFigure, type Figure } from './figure.ts';
import { type Finish, finishFrame } from './finish.ts';
import { groundAt } from './framing.ts';
import { foregroundGrade, type Grade, gradeOf, isIndoors } from './grade.ts';
import type { Surface } from './ink.ts';
import { VIEW_H, VIEW_W } from './places/scene.ts';
import { drawProp } from './props/index.ts';
import { lightAt, type Picture, type Staging, stagePicture } from './staging.ts';
import type { SurfacePool } from './surface-pool.ts';
import { createWeather, type WeatherPainter, weatherMoves } from './weather.ts';

/** A picture that can be drawn at any frame of its shot; a still is a shot of one frame. */
export interface PictureSource {
  /** Hands the canvases on; the picture cannot be drawn afterwards. */
  close(): void;
  readonly staging: Staging;
  /** Names all that the frame shows besides the camera. */
  key(frame: number): string;
  /** Draws the frame under the camera; the canvas is opaque and reused by the next call. */
  draw(frame: number, camera: CameraState): Canvas;
}

export interface PictureOptions {
  readonly picture: Picture;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frames: number;
  /** The camera will move, so layers stay apart for parallax. */
  readonly moving: boolean;
  readonly speakers: readonly string[];
  readonly mouths: readonly MouthTrack[];
  readonly place: PaintedPlace;
  readonly finish: Finish;
  readonly pool: SurfacePool;
}

interface Group {
  readonly actors: readonly { actor: Actor; figure: Figure }[];
  readonly layer: CastLayer;
  drawn: string;
}

/** Stages and paints what stays the same through the shot; its canvases come from `pool` and go back on close. */
export function openPicture(options: PictureOptions): PictureSource {
  const { picture, width, height, place, pool } = options;
  const scale = height / VIEW_H;
  const grade = gradeOf(picture.place.kind, picture.place.timeOfDay, picture.place.weather);
  const staging = stagePicture(picture, place.scene, options.speakers);
  const shot = actingOf(options, staging);
  const groups = groupCast(options, staging, shot, grade, scale);
  const baked = bakeBackdrop(place, staging.backdrop, options.moving, scale, pool);
  const whole = staging.placements.find((p) => p.ground !== null);
  const ground =
    isIndoors(picture.place.kind) || picture.size === 'INSERT' || staging.backdrop.blur > 3
      ? null
      : groundAt(place.scene, staging.backdrop, 0);
  const weather = createWeather(picture.place.weather, picture.seed, grade, ground);
  const { kind, timeOfDay } = picture.place;
  const air = createAir(kind, timeOfDay, picture.place.weather, picture.seed, grade, staging.backdrop.blur);
  const bloom = picture.place.timeOfDay === 'night' ? 0.42 : picture.place.timeOfDay === 'day' ? 0.2 : 0.32;
  const frame: Frame = {
    canvas: pool.take(width, height),
    finish: options.finish,
    bloom,
    lamps: timeOfDay === 'night',
    scale,
    indoors: isIndoors(picture.place.kind),
  };
  const prop = picture.prop !== null && picture.size === 'INSERT' ? bakeProp(picture.prop, grade, scale, pool) : null;
  const light = lightAt(place.scene, staging.backdrop);
  const castLight: CastLight = {
    x: light[0],
    y: light[1],
    contact: place.scene.contact,
    wet: place.scene.wet && whole !== undefined,
    stretch: 1 - staging.pitch * 0.045,
  };
  const step = drawingStep(options.fps);
  const stirs =
    weatherMoves(picture.place.weather) ||
    (options.frames > 1 && air?.restless === true) ||
    (shot.alive && (air !== null || timeOfDay === 'night'));
  const weatherKey = (f: number): number => (stirs ? Math.floor(f / step) : 0);
  const groupKey = (group: Group, f: number): string =>
    group.actors.map(({ actor }) => drawingKey(drawingAt(actor, f, shot), travelAt(actor, f, shot))).join(';');
  const surfaces = [
    frame.canvas,
    ...[...baked.behind, ...baked.before].map((p) => p.surface),
    ...groups.flatMap((g) => [g.layer.surface, g.layer.scratch]),
    ...(prop === null ? [] : [prop]),
  ];
  return {
    staging,
    close: () => {
      for (const surface of surfaces.splice(0)) pool.give(surface);
    },
    key: (f) => `${weatherKey(f)}|${groups.map((g) => groupKey(g, f)).join('|')}`,
    draw(f, camera) {
      for (const group of groups) {
        const key = groupKey(group, f);
        if (group.drawn === key) continue;
        drawCastLayer(group.layer, performersAt(group, f, shot), castLight);
        group.drawn = key;
      }
      return compose(
        frame,
        { baked, groups, weather, air, prop, camera, roll: staging.backdrop.roll, castDepth: staging.castDepth },
        (weatherKey(f) * step) / options.fps,
        Math.floor(f / step),
      );
    },
  };
}

function actingOf(options: PictureOptions, staging: Staging): ActingShot {
  const { picture } = options;
  const blows = picture.place.weather === 'wind' && !isIndoors(picture.place.kind);
  const breeze = picture.place.weather === 'rain' || picture.place.weather === 'snow' ? 0.12 : 0.05;
  return {
    fps: options.fps,
    frames: options.frames,
    pitch: staging.pitch,
    alive:
      options.frames > 1 &&
      (options.moving ||
        options.mouths.length > 0 ||
        weatherMoves(picture.place.weather) ||
        picture.cast.some((c) => c.pose === 'walk' || c.pose === 'run')),
    wind: isIndoors(picture.place.kind) ? 0 : blows ? 0.9 : breeze,
    seed: picture.seed,
  };
}

/** One group per key side, because a rim can only be cut for one direction; the dark foreground is a group of its own. */
function groupCast(options: PictureOptions, staging: Staging, shot: ActingShot, grade: Grade, scale: number): Group[] {
  const groups: Group[] = [];
  const sides = [-1, 1] as const;
  const make = (want: (p: Staging['placements'][number]) => boolean, light: Grade): void => {
    const actors = staging.placements.filter(want).flatMap((placement) => {
      const member = options.picture.cast[placement.cast];
      if (member === undefined) return [];
      return [{ actor: castActor(member, placement, options.mouths, shot), figure: createFigure(member.dna, light) }];
    });
    if (actors.length > 0) groups.push({ actors, layer: createCastLayer(scale, options.pool), drawn: '' });
  };
  for (const side of sides) make((p) => !p.foreground && p.key === side, grade);
  make((p) => p.foreground, foregroundGrade(grade));
  return groups;
}

function performersAt(group: Group, frame: number, shot: ActingShot): Performer[] {
  return group.actors.map(({ actor, figure }) => ({
    figure,
    placement: actor.placement,
    drawing: drawingAt(actor, frame, shot),
    travel: travelAt(actor, frame, shot),
  }));
}

function bakeProp(prop: NonNullable<Picture['prop']>, grade: Grade, scale: number, pool: SurfacePool): Surface {
  const surface = pool.take((VIEW_W + 2 * CAST_MARGIN) * scale, (VIEW_H + 2 * CAST_MARGIN) * scale);
  surface.ctx.scale(scale, scale);
  surface.ctx.translate(CAST_MARGIN, CAST_MARGIN);
  drawProp(surface.ctx, prop.kind, prop.seed, grade);
  return surface;
}

interface Frame {
  readonly canvas: Surface;
  readonly finish: Finish;
  readonly bloom: number;
  readonly lamps: boolean;
  readonly scale: number;
  readonly indoors: boolean;
}

interface Parts {
  readonly baked: BakedBackdrop;
  readonly groups: readonly Group[];
  readonly weather: WeatherPainter | null;
  readonly air: WeatherPainter | null;
  readonly prop: Surface | null;
  readonly camera: CameraState;
  readonly roll: number;
  readonly castDepth: number;
}

function compose(frame: Frame, parts: Parts, time: number, step: number): Canvas {
  const { canvas, ctx } = frame.canvas;
  const { scale } = frame;
  const { baked, camera, weather, air } = parts;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalCompositeOperation = 'source-over';
  ctx.globalAlpha = 1;
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = 'low';
  ctx.save();
  // Frames that are not 16:9 show the middle of the view.
  ctx.translate((canvas.width - VIEW_W * scale) / 2, 0);
  if (parts.roll !== 0) {
    ctx.translate((VIEW_W * scale) / 2, (VIEW_H * scale) / 2);
    ctx.rotate(parts.roll);
    ctx.translate((-VIEW_W * scale) / 2, (-VIEW_H * scale) / 2);
  }
  const inView = (draw: () => void): void => {
    ctx.save();
    ctx.scale(scale, scale);
    draw();
    ctx.restore();
  };
  const outside = baked.behind.filter((p) => p.outside);
  if (frame.indoors && (weather !== null || air !== null)) {
    drawPlanes(ctx, outside, camera, scale);
    inView(() => {
      weather?.back(ctx, time);
      air?.back(ctx, time);
    });
    drawPlanes(
      ctx,
      baked.behind.filter((p) => !p.outside),
      camera,
      scale,
    );
  } else {
    drawPlanes(ctx, baked.behind, camera, scale);
    if (weather !== null) inView(() => weather.back(ctx, time));
  }
  const t = layerTransform(camera, parts.castDepth, VIEW_W / 2, VIEW_H / 2);
  const sheet = (canvas: Canvas, box: PixelBox): void => {
    if (box.w === 0 || box.h === 0) return;
    const [x, y] = [
      (t.dx - CAST_MARGIN * t.scale) * scale + box.x * t.scale,
      (t.dy - CAST_MARGIN * t.scale) * scale + box.y * t.scale,
    ];
    ctx.drawImage(canvas, box.x, box.y, box.w, box.h, x, y, box.w * t.scale, box.h * t.scale);
  };
  for (const { layer } of parts.groups) sheet(layer.surface.canvas, layer.box);
  if (parts.prop !== null) sheet(parts.prop.canvas, { x: 0, y: 0, w: parts.prop.canvas.width, h: parts.prop.canvas.height });
  drawPlanes(ctx, baked.before, camera, scale);
  if (weather !== null && !frame.indoors) inView(() => weather.front(ctx, time));
  if (air !== null) inView(() => air.front(ctx, time));
  ctx.restore();
  // Lamps are never quite still: the glow of a night breathes, and costs nothing.
  const glow = frame.lamps ? frame.bloom * (1 + 0.07 * Math.sin(time * 5.3) + 0.05 * Math.sin(time * 13.7)) : frame.bloom;
  finishFrame(ctx, canvas, frame.finish, glow, step);
  return canvas;
}
