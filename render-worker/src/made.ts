import type { ASSET_ROLES } from '@trashfire/shared/api/worker-contract';
import type { Manifest } from '@trashfire/shared/render/manifest';

/** A file a task made, still in scratch space. */
export interface MadeFile {
  role: (typeof ASSET_ROLES)[number];
  path: string;
  mime: 'image/jpeg' | 'image/png' | 'video/mp4' | 'audio/wav' | 'audio/flac' | 'application/json';
}

/** What a maker hands back: its files and what was measured while making them (never estimated). */
export interface Made {
  files: MadeFile[];
  frames: number;
  uniqueFrames: number;
  warnings: string[];
}

/** What a making process hands back: it alone knows what it spent. */
export interface Measured extends Made {
  /** Its own processor time, ms; the encoder's is not in it. */
  cpuMs: number;
}

/** An input of an assembly: where the files of a shot lie. */
export interface MakeInput {
  shotRevision: string;
  segment: string;
  dialogue: string | null;
}

export interface MakeContext {
  /** A folder of this task alone, removed afterwards. */
  scratch: string;
  inputs: readonly MakeInput[];
  /** Where the picture lies that is shown instead of a drawn one; null for everything else. */
  picture: string | null;
  signal: AbortSignal;
  /** 0..100, true progress; may be called often. */
  onPercent(percent: number): void;
}

/** Makes the assets of one kind of manifest; throws the signal's reason when aborted. */
export type Maker<M extends Manifest = Manifest> = (manifest: M, context: MakeContext) => Promise<Made>;

/** Makes anything, somewhere else. */
export type MeasuredMaker = (manifest: Manifest, context: MakeContext) => Promise<Measured>;
