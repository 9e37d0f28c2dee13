import { isShotSpan, type Manifest } from '@trashfire/shared/render/manifest';
import type { WorkerApi } from '../api-client.ts';
import type { MakeInput } from '../made.ts';
import { download } from '../storage/transfer.ts';

/** Times one input is fetched before the attempt is given up: a line that breaks once must not fetch hundreds of others anew. */
const TRIES = 3;
const PAUSE_MS = 500;

interface Deps {
  api: Pick<WorkerApi, 'input'>;
  pause(ms: number, signal?: AbortSignal): Promise<void>;
  taskId: string;
  fence: number;
  /** Folder of the task. */
  scratch: string;
  signal: AbortSignal;
  /** 0..1. */
  onShare(share: number): void;
}

/**
 * Brings the segments and voices of a cut here, each once. An address is asked for right before it is used, because it is
 * good for minutes and a long episode takes longer than that to fetch.
 * @returns where they lie; nothing for a manifest that is no cut.
 */
export async function fetchInputs(deps: Deps, manifest: Manifest): Promise<MakeInput[]> {
  if (manifest.kind !== 'scene' && manifest.kind !== 'episode') return [];
  const revisions = [...new Set(manifest.shots.filter(isShotSpan).map((shot) => shot.shotRevision))];
  const inputs: MakeInput[] = [];
  for (const [i, shotRevision] of revisions.entries()) {
    inputs.push(await fetchInput(deps, shotRevision, i));
    deps.onShare((i + 1) / revisions.length);
  }
  return inputs;
}

async function fetchInput(deps: Deps, shotRevision: string, place: number): Promise<MakeInput> {
  const { api, pause, taskId, fence, scratch, signal } = deps;
  for (let attempt = 1; ; attempt += 1) {
    const { segment, dialogue } = await api.input({ taskId, fence, shotRevision }, signal);
    try {
      return {
        shotRevision,
        segment: await download(segment, scratch, `${place}.mp4`, signal),
        dialogue: dialogue === null ? null : await download(dialogue, scratch, `${place}.wav`, signal),
      };
    } catch (error) {
      if (signal.aborted || attempt >= TRIES) throw error;
      await pause(PAUSE_MS * attempt, signal);
    }
  }
}
