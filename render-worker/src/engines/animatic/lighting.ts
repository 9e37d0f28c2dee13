import { alpha } from './color.ts';
import type { Grade } from './grade.ts';
import { linear, radial, type Surface } from './ink.ts';
import { clamp } from './math.ts';

/** Where light falls on a group of characters, in pixels of its canvas. */
export interface GroupLight {
  readonly grade: Grade;
  readonly x: number;
  readonly y: number;
  /** Side of the key light. */
  readonly key: -1 | 1;
  /** Offset of the rim in pixels (ART §7: 2.6 x scale, 1.1 to 5 at 720p). */
  readonly rim: number;
}

/** Wash from below, warmth from the light, and a rim on the lit side, all inside the group's silhouette. `scratch` has the group's size; `box` is where the group has pixels. */
export function lightGroup(
  group: Surface,
  scratch: Surface,
  light: GroupLight,
  box: { readonly x: number; readonly y: number; readonly w: number; readonly h: number },
): void {
  const { canvas, ctx } = group;
  const [w, h] = [canvas.width, canvas.height];
  const { grade } = light;
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalCompositeOperation = 'source-atop';
  ctx.fillStyle = linear(ctx, 0, h * 0.3, 0, h, [
    [0, alpha(grade.wash, 0)],
    [1, alpha(grade.wash, grade.washAlpha * 2.2)],
  ]);
  ctx.fillRect(0, 0, w, h);
  ctx.fillStyle = radial(ctx, light.x, light.y, w * 0.62, [
    [0, alpha(grade.rim, 0.26 * grade.rimAlpha)],
    [1, alpha(grade.rim, 0)],
  ]);
  ctx.fillRect(0, 0, w, h);
  const s = scratch.ctx;
  s.save();
  s.beginPath();
  s.rect(box.x, box.y, box.w, box.h);
  s.clip();
  s.setTransform(1, 0, 0, 1, 0, 0);
  s.globalCompositeOperation = 'copy';
  s.drawImage(canvas, 0, 0);
  s.globalCompositeOperation = 'source-in';
  s.fillStyle = grade.rim;
  s.fillRect(0, 0, w, h);
  s.globalCompositeOperation = 'destination-out';
  // The silhouette minus itself shifted away from the light leaves the edge that faces it.
  s.drawImage(canvas, -light.key * light.rim, light.rim * 0.55);
  s.restore();
  ctx.globalAlpha = clamp(grade.rimAlpha, 0, 1);
  ctx.drawImage(scratch.canvas, 0, 0);
  ctx.restore();
}
