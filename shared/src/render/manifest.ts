import { z } from 'zod';
import { CharacterDna, Voice } from '../document/dna.ts';
import {
  CameraAngle,
  CameraMove,
  Expression,
  PlaceKind,
  Pose,
  PropKind,
  ShotSize,
  TimeOfDay,
  Weather,
} from '../document/vocabulary.ts';

/**
 * Manifests: everything an engine may look at to make an asset, resolved. A task's revision is the sha256 of its
 * manifest's canonical JSON, so a field that does not change the result must not be in here, and one that does must.
 * Captions are never drawn into the picture (DESIGN §7).
 */

export const CastStaging = z.strictObject({
  characterId: z.string(),
  dna: CharacterDna,
  position: z.enum(['left', 'centre', 'right']),
  facing: z.enum(['left', 'right', 'camera', 'away']),
  expression: Expression,
  pose: Pose,
});
export type CastStaging = z.infer<typeof CastStaging>;

/** A line spoken inside the shot. Frames count from the shot's first frame at the preset's fps; mouth timings follow from text, voice and speech engine. */
export const SpokenLine = z.strictObject({
  blockId: z.string(),
  characterId: z.string(),
  text: z.string(),
  voice: Voice,
  startFrame: z.number().int().min(0),
  endFrame: z.number().int().min(1),
});
export type SpokenLine = z.infer<typeof SpokenLine>;

const Picture = z.strictObject({
  size: ShotSize,
  angle: CameraAngle,
  seed: z.number().int().min(0).max(0xffff_ffff),
  place: z.strictObject({
    kind: PlaceKind,
    seed: z.number().int().min(0).max(0xffff_ffff),
    timeOfDay: TimeOfDay,
    weather: Weather,
  }),
  cast: z.array(CastStaging).max(6),
  prop: z.strictObject({ kind: PropKind, seed: z.number().int().min(0).max(0xffff_ffff) }).nullable(),
  /** The asset of a picture that is shown instead of a drawn one; nothing above shows then, so it is the same for all such. Left out for what is drawn. */
  own: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

export const StillManifest = z.strictObject({
  v: z.literal(1),
  kind: z.literal('still'),
  engine: z.literal('animatic'),
  engineVersion: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  picture: Picture,
});
export type StillManifest = z.infer<typeof StillManifest>;

export const ShotManifest = z.strictObject({
  v: z.literal(1),
  kind: z.literal('shot'),
  engine: z.literal('animatic'),
  engineVersion: z.string(),
  speechVersion: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  fps: z.number().int(),
  /** Length of the shot in whole frames at `fps`. */
  frames: z
    .number()
    .int()
    .min(1)
    .max(30 * 60 * 5),
  move: CameraMove,
  picture: Picture,
  lines: z.array(SpokenLine).max(40),
});
export type ShotManifest = z.infer<typeof ShotManifest>;

export const Caption = z.strictObject({
  startFrame: z.number().int().min(0),
  endFrame: z.number().int().min(1),
  speaker: z.string(),
  text: z.string(),
});
export type Caption = z.infer<typeof Caption>;

/** A cut: the segments of its shots in order, one mux. It names revisions and no asset, so it is known while its shots still wait. */
export const CutManifest = z.strictObject({
  v: z.literal(1),
  kind: z.enum(['scene', 'episode']),
  engineVersion: z.string(),
  title: z.string(),
  fps: z.number().int(),
  shots: z
    .array(
      z.union([
        z.strictObject({
          shotRevision: z.string(),
          frames: z.number().int().min(1),
          /** What is heard under the shot besides voices; drawn from place and weather. */
          ambience: z.strictObject({ place: PlaceKind, timeOfDay: TimeOfDay, weather: Weather }),
        }),
        /** Nothing is seen and nothing heard. */
        z.strictObject({ gap: z.literal(true), frames: z.number().int().min(1) }),
      ]),
    )
    .min(1)
    .max(2000),
  captions: z.array(Caption).max(10_000),
});
export type CutManifest = z.infer<typeof CutManifest>;
export type CutSpan = CutManifest['shots'][number];
/** What a span of a cut shows; a gap is no shot. */
export type ShotSpan = Exclude<CutSpan, { gap: true }>;

export function isShotSpan(span: CutSpan): span is ShotSpan {
  return !('gap' in span);
}

export const Manifest = z.discriminatedUnion('kind', [StillManifest, ShotManifest, CutManifest]);
export type Manifest = z.infer<typeof Manifest>;
