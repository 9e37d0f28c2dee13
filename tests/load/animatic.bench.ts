/**
 * The animatic pipeline at 720p24 on every core: a whole episode from manifests to one MP4 (drawn, spoken, encoded, joined), the
 * encode-only ceiling of the same run, and what one edited line costs afterwards. `--minutes 10 --edits 20`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cutManifest } from '@trashfire/shared/render/cut';
import { isShotSpan } from '@trashfire/shared/render/manifest';
import type { EpisodePlan, PlannedShot } from '@trashfire/shared/render/plan';
import { seededRandom } from '@trashfire/shared/testing/random';
import { createAnimaticEngine } from '../../render-worker/src/engines/animatic/index.ts';
import { createMakerPool, makerProcess } from '../../render-worker/src/making/pool.ts';
import { assembleCut } from '../../render-worker/src/media/assemble.ts';
import { locateFfmpeg } from '../../render-worker/src/media/ffmpeg.ts';
import { encodeSegment } from '../../render-worker/src/media/segment-encoder.ts';
import { draftEpisode, planOf, withLine } from '../support/demo-plan.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, edits: { type: 'string', default: '20' } },
});
const cores = cpus().length;
const ffmpeg = await locateFfmpeg({ configured: process.env.FFMPEG_PATH, path: process.env.PATH });
const scratch = mkdtempSync(join(tmpdir(), 'animatic-bench-'));
const pool = createMakerPool({ size: cores, start: makerProcess(ffmpeg.path), idleMs: 60_000 });
const say = (line: string) => process.stdout.write(`${line}\n`);
const never = new AbortController().signal;

interface Segment {
  segment: string;
  dialogue: string | null;
  unique: number;
}
const made = new Map<string, Segment>();

/** Makes what is missing, as many at once as there are cores. */
async function render(plan: EpisodePlan): Promise<number> {
  const missing = plan.shots.filter((shot) => !made.has(shot.shot.revision));
  const queue = [...missing];
  const worker = async () => {
    for (let shot = queue.shift(); shot; shot = queue.shift()) made.set(shot.shot.revision, await make(shot));
  };
  await Promise.all(Array.from({ length: cores }, worker));
  return missing.length;
}

async function make({ shot }: PlannedShot): Promise<Segment> {
  const folder = join(scratch, shot.revision.slice(0, 16));
  mkdirSync(folder, { recursive: true });
  const result = await pool.make(shot.manifest, {
    scratch: folder,
    inputs: [],
    picture: null,
    signal: never,
    onPercent: () => undefined,
  });
  const path = (role: string) => result.files.find((file) => file.role === role)?.path ?? null;
  return { segment: path('segment') ?? '', dialogue: path('dialogue'), unique: result.uniqueFrames };
}

async function assemble(plan: EpisodePlan, name: string): Promise<void> {
  const manifest = cutManifest(plan, { title: 'Benchmark', sceneId: null });
  if (!manifest) throw new Error('nothing to join');
  const spans = manifest.shots.filter(isShotSpan).map(({ shotRevision, frames, ambience }) => {
    const { segment, dialogue } = made.get(shotRevision) ?? { segment: '', dialogue: null };
    return { segment, dialogue, frames, ambience };
  });
  await assembleCut({
    ffmpeg,
    spans,
    captions: manifest.captions,
    fps: manifest.fps,
    title: manifest.title,
    out: join(scratch, name),
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}

/** The same frames through the encoder alone: 24 drawn frames of one moving shot, over and over, on every core. */
async function encodeOnly(plan: EpisodePlan, frames: number): Promise<number> {
  const shot = plan.shots.find(({ shot: { manifest } }) => manifest.frames >= 24 && manifest.move !== 'hold') ?? plan.shots[0];
  if (!shot) throw new Error('no shot');
  const renderer = createAnimaticEngine().openShot(shot.shot.manifest, []);
  const pictures = Array.from({ length: Math.min(24, renderer.frames) }, (_, i) => {
    const rgba = Buffer.alloc(renderer.width * renderer.height * 4);
    renderer.drawFrame(i, rgba);
    return rgba;
  });
  const each = Math.ceil(frames / cores);
  const format = { width: renderer.width, height: renderer.height, fps: 24, frames: each };
  return await timed(async () => {
    const encode = (n: number) =>
      encodeSegment({ ffmpeg, format, out: join(scratch, `ceiling-${n}.mp4`) }, async (writer) => {
        for (let i = 0; i < each; i += 1) await writer.write(pictures[i % pictures.length] ?? Buffer.alloc(0));
      });
    await Promise.all(Array.from({ length: cores }, (_, n) => encode(n)));
  });
}

const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

const draft = draftEpisode(Number(values.minutes) * 60);
const plan = planOf(draft);
const seconds = plan.frames / plan.fps;
const moving = plan.shots.filter(({ shot: { manifest } }) => manifest.move !== 'hold').length / plan.shots.length;
say(`ffmpeg ${ffmpeg.version} (${ffmpeg.source}); ${cores} cores; load ${loadavg()[0]?.toFixed(2)}`);
say(`${plan.shots.length} shots, ${seconds.toFixed(1)} s, ${(moving * 100).toFixed(0)}% of shots with a camera move`);

const drawing = await timed(async () => void (await render(plan)));
const joining = await timed(() => assemble(plan, 'full.mp4'));
const full = drawing + joining;
const unique = plan.shots.reduce((sum, { shot }) => sum + (made.get(shot.revision)?.unique ?? 0), 0);
say(
  `full: ${full.toFixed(1)} s (shots ${drawing.toFixed(1)}, joining ${joining.toFixed(1)}) = ${(seconds / full).toFixed(2)} x real time`,
);
say(`unique frames: ${unique} of ${plan.frames} (${((100 * unique) / plan.frames).toFixed(0)}%)`);
const ceiling = await encodeOnly(plan, Math.min(plan.frames, 4000));
say(`encode-only ceiling: ${(Math.min(plan.frames, 4000) / 24 / ceiling).toFixed(2)} x real time`);

const random = seededRandom(7);
const lines = plan.shots.flatMap((shot) => shot.lines.map((line) => line));
const shares: number[] = [];
for (let i = 0; i < Number(values.edits) && lines.length > 0; i += 1) {
  const line = lines[random.int(0, lines.length - 1)];
  if (!line) continue;
  const edited = planOf(withLine(draft, line.blockId, `${line.text} Again, ${i}.`));
  let redrawn = 0;
  const cost = await timed(async () => {
    redrawn = await render(edited);
    await assemble(edited, 'edited.mp4');
  });
  shares.push(cost / full);
  say(`edit ${i + 1}: ${redrawn} shot(s) again, ${cost.toFixed(1)} s = ${((100 * cost) / full).toFixed(1)}% of the full time`);
}
say(
  `one edited line: median ${(100 * median(shares)).toFixed(1)}% (least ${(100 * Math.min(...shares)).toFixed(1)}%, most ${(100 * Math.max(...shares)).toFixed(1)}%)`,
);
await pool.close();
rmSync(scratch, { recursive: true, force: true });
