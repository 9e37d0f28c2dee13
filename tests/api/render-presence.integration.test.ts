import { randomUUID } from 'node:crypto';
import { documentName } from '@trashfire/shared/document/names';
import { openDocument } from '@trashfire/shared/realtime/document-session';
import { readPresence } from '@trashfire/shared/realtime/presence';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProgressBoard } from '../../render-worker/src/steps/progress.ts';
import { createJoinRoom } from '../../render-worker/src/steps/room-presence.ts';
import { systemTimer } from '../../render-worker/src/steps/timer.ts';
import { boardedEpisode } from '../support/boarded-episode.ts';
import { fakeWorker } from '../support/fake-worker.ts';
import { type StudioApi, startStudioApi } from '../support/studio-api.ts';

let api: StudioApi;
beforeAll(async () => {
  api = await startStudioApi();
});
afterAll(() => api.stop());

it('how far a worker is with a shot reaches the people in its room, and goes when the shot is done (R10)', async () => {
  const { teamId } = await api.team();
  const ada = await api.person(teamId, 'owner', 'Ada');
  const worker = fakeWorker(api);
  const episode = await boardedEpisode(api, ada, 'INT. LAMP ROOM - NIGHT\n\nNAO\nForty-one.\n', [48]);
  const { preset, seq, price } = await ada.call('plan', { episodeId: episode.id }, { preset: 'LOW' });
  await ada.call('requestRender', { episodeId: episode.id }, { preset, seq, price, key: randomUUID() });
  const [taskId = ''] = await worker.due(episode.id, 'shot', 1);
  const { fence, watchers } = await worker.claim(taskId);

  const name = documentName('renders', episode.id);
  const room = openDocument({
    url: api.collabUrl,
    name,
    ticket: async () => (await ada.call('mintTicket', {}, { document: name })).ticket,
    origin: api.url,
    user: null,
  });
  const board = createProgressBoard({
    join: createJoinRoom({ api: worker.client, collabUrl: api.collabUrl }),
    setTimer: systemTimer,
  });
  const heard = () => {
    const shown = [...room.awareness.getStates().values()].map((state) => readPresence(state)?.progress);
    return shown.filter((progress) => progress !== undefined);
  };
  try {
    await room.ready;
    const shown = board.show(taskId, fence, watchers);
    shown.percent(41.6);
    await eventually('the room hears of it', async () => heard().some((progress) => Object.keys(progress).length > 0));
    expect(heard()).toEqual([{ [episode.shots[0] ?? '']: { percent: 42, taskId } }]);
    shown.clear();
    await eventually('the room hears that it is over', async () => heard().every((p) => Object.keys(p).length === 0));
  } finally {
    board.close();
    room.destroy();
  }
});
