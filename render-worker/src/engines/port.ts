import type { ShotManifest, StillManifest } from '@trashfire/shared/render/manifest';
import type { MouthTrack } from '@trashfire/shared/render/visemes';

/** One picture of a shot, ready to store. */
export interface Still {
  readonly jpeg: Buffer;
}

/**
 * A shot that is open for drawing. Frames may be asked in any order; ascending order is the fast one. The renderer
 * holds tens of megabytes of canvases: close it when the shot is done.
 */
export interface ShotRenderer {
  readonly width: number;
  readonly height: number;
  /** Length in frames at the manifest's fps. */
  readonly frames: number;
  /** How many different pictures the shot has: what repeats (held cels, animation on twos) costs an encoder next to nothing. */
  uniqueFrames(): number;
  /** True when frame `i` has the same pixels as frame `i - 1`, known without drawing either. False for frame 0. */
  repeatsPrevious(i: number): boolean;
  /**
   * Draws frame `i` into `into` as straight RGBA, rows from the top, width * height * 4 bytes.
   * Let the event loop turn between frames (awaiting the encoder's drain does): the canvas library frees its read-back
   * buffers there, and a loop that never yields grows by 3.7 MB a frame at 720p.
   * Throws RangeError for a frame outside the shot or a buffer of another size.
   */
  drawFrame(i: number, into: Buffer): void;
  /** The shot's poster as a JPEG. */
  still(): Promise<Buffer>;
  /** Hands the shot's canvases on to the next one. Call it when the last frame is drawn; no other call may follow. */
  close(): void;
  /** Height of the main character's head against the frame's height (0.7 = 70%), from the staging; null when nobody is in the shot. */
  headShare(): number | null;
}

/** Whatever makes pictures out of manifests: pixel-equal for one manifest on one platform. */
export interface PictureEngine {
  readonly name: string;
  readonly version: string;
  drawStill(manifest: StillManifest): Promise<Still>;
  openShot(manifest: ShotManifest, mouths: readonly MouthTrack[]): ShotRenderer;
}
