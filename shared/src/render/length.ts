import { EDIT_RATE } from '../document/vocabulary.ts';
import type { Manifest } from './manifest.ts';

/** @returns how long what a manifest makes is, in frames at its own rate; a still is one frame. */
export function lengthOf(manifest: Manifest): { frames: number; fps: number } {
  switch (manifest.kind) {
    case 'still':
      return { frames: 1, fps: EDIT_RATE };
    case 'shot':
      return { frames: manifest.frames, fps: manifest.fps };
    case 'scene':
    case 'episode':
      return { frames: manifest.shots.reduce((sum, shot) => sum + shot.frames, 0), fps: manifest.fps };
  }
}
