import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { newShotRecord } from '@trashfire/shared/document/commands/shot-args';
import type { EpisodeRecords, SeriesRecords } from '@trashfire/shared/document/records';
import { blankScene } from '@trashfire/shared/document/scene-state';
import { VIDEO_TRACK_ID } from '@trashfire/shared/document/timeline';
import { readScript, type Script } from '@trashfire/shared/fountain/script';
import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import { type EpisodePlan, planEpisode } from '@trashfire/shared/render/plan';
import { breakDown } from '../../api/src/agent/drafter/breakdown.ts';

/** An episode made from our own fixture scripts, as the product would make it, without a database: for benchmarks of drawing. */
export interface DraftEpisode {
  script: Script;
  episode: EpisodeRecords;
  series: SeriesRecords;
}

const SERIES = '0SER00000001';

/** @param seconds at least so long; scripts are strung together until it is reached, and the rest is cut off at a shot. */
export function draftEpisode(seconds: number): DraftEpisode {
  const folder = fileURLToPath(new URL('./scripts/', import.meta.url));
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.fountain'))
    .sort()
    .map((name) => readFileSync(`${folder}${name}`, 'utf8').replace(/^[\s\S]*?\n\n/, ''));
  let source = '';
  for (let i = 0; ; i += 1) {
    source += `${texts[i % texts.length] ?? ''}\n\n`;
    const draft = draftOf(source);
    if (draft.episode.clips.reduce((sum, clip) => sum + clip.duration, 0) >= seconds * 24) return trimmed(draft, seconds * 24);
  }
}

function draftOf(source: string): DraftEpisode {
  let minted = 0;
  const script = readScript(fountainToDoc(source, () => `0B${(minted++).toString().padStart(10, '0')}`));
  const { characters, locations, scenes } = breakDown(script, { characters: [], locations: [] }, SERIES);
  const drafts = scenes.flatMap((scene) => scene.shots.map((draft) => ({ ...draft, sceneId: scene.sceneId })));
  const order = (i: number) => `a${i.toString().padStart(6, '0')}`;
  return {
    script,
    series: { meta: null, characters, locations, props: [], canon: [] },
    episode: {
      meta: null,
      scenes: scenes.map(({ sceneId, locationId, timeOfDay, weather }) => ({
        ...blankScene(sceneId),
        locationId,
        timeOfDay,
        weather,
      })),
      shots: drafts.map(({ shot, sceneId }, i) => newShotRecord({ ...shot, sceneId }, order(i))),
      tracks: [],
      clips: drafts.map(({ shot, frames }, i) => ({
        id: `0C${i.toString().padStart(10, '0')}`,
        v: 1,
        trackId: VIDEO_TRACK_ID,
        shotId: shot.id,
        order: order(i),
        duration: frames,
      })),
      markers: [],
    },
  };
}

function trimmed(draft: DraftEpisode, frames: number): DraftEpisode {
  let total = 0;
  const clips = draft.episode.clips.filter((clip) => {
    total += clip.duration;
    return total - clip.duration < frames;
  });
  return { ...draft, episode: { ...draft.episode, clips } };
}

/** The plan at LOW. */
export function planOf(draft: DraftEpisode): EpisodePlan {
  return planEpisode({ ...draft, preset: 'LOW' });
}

/** The same episode with other words in one line. */
export function withLine(draft: DraftEpisode, blockId: string, text: string): DraftEpisode {
  const scenes = draft.script.scenes.map((scene) => ({
    ...scene,
    blocks: scene.blocks.map((block) => (block.id === blockId ? { ...block, text } : block)),
  }));
  return { ...draft, script: { ...draft.script, scenes } };
}
