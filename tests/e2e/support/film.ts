import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { type Mp4Facts, probeMp4 } from '../../../render-worker/src/media/probe.ts';

/** For what the studio draws or renders first. How long that takes is the benchmarks' to say; this only ends what hangs. */
export const RENDERED = { timeout: 180_000 };

/** What a video element shows right now. */
export interface Playing {
  src: string;
  /** Seconds; NaN before it is known. */
  duration: number;
  width: number;
  /** Seconds played to, 0 while there is no picture. */
  at: number;
  captions: number;
}

/** Reads a video element once; poll it to see it move. */
export function playing(video: Locator): Promise<Playing> {
  return video.evaluate((element: HTMLVideoElement) => ({
    src: element.currentSrc,
    duration: element.duration,
    width: element.videoWidth,
    at: element.readyState >= 2 ? element.currentTime : 0,
    captions: element.textTracks[0]?.cues?.length ?? 0,
  }));
}

/** What the video on the page really is, by its bytes. */
export async function probe(page: Page, url: string): Promise<Mp4Facts> {
  const folder = mkdtempSync(join(tmpdir(), 'trashfire-cut-'));
  try {
    writeFileSync(join(folder, 'cut.mp4'), await (await page.request.get(url)).body());
    return await probeMp4(join(folder, 'cut.mp4'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
