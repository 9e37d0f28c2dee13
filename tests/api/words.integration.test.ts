/// <reference path="../../client/src/i18n/po.d.ts" />
/// <reference path="../../client/src/i18n/server-texts.d.ts" />
import { i18n } from '@lingui/core';
import { documentName } from '@trashfire/shared/document/names';
import { newId } from '@trashfire/shared/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorFrom } from '../../client/src/api/http.ts';
import { errorWords, loadServerTexts } from '../../client/src/i18n/server-words.ts';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

let api: StudioApi;
let owner: Caller;
beforeAll(async () => {
  api = await startStudioApi();
  const { teamId } = await api.team();
  owner = await api.person(teamId, 'owner');
  const { messages } = await import('../../client/src/i18n/locales/ja.po');
  await loadServerTexts();
  i18n.loadAndActivate({ locale: 'ja', messages });
});
afterAll(() => api.stop());

/** What a Japanese window shows of a refusal. */
async function shown(answer: Response): Promise<string> {
  expect(answer.ok).toBe(false);
  return errorWords(errorFrom(answer.status, await answer.json()));
}

it('a refusal that came over HTTP is read in Japanese, with what it names', async () => {
  const { id: seriesId } = await owner.call('createSeries', {}, { title: 'Harbour' });
  const { id: episodeId } = await owner.call('createEpisode', { seriesId }, { title: 'One' });
  const document = documentName('episode', episodeId);
  expect(await shown(await owner.raw('contentAt', { document }, { point: { seq: 10_000 } }))).toMatch(
    /^ドキュメントに状態10000はありません。最新は\d+です。$/,
  );
  expect(await shown(await owner.raw('episode', { episodeId: newId() }))).toBe(
    'そのエピソードは存在しないか、見る権限がありません。',
  );
  // The text of the code, and one of the reader of bodies.
  const stranger = await fetch(`${api.url}/api/series`, { headers: { authorization: 'Bearer nobody' } });
  expect(await shown(stranger)).toBe('サインインしていません。サインイン用リンクをもう一度開いてください。');
  const headers = { authorization: `Bearer ${owner.bearer}`, 'content-type': 'application/json' };
  const broken = await fetch(`${api.url}/api/series`, { method: 'POST', headers, body: '{' });
  expect(await shown(broken)).toBe('本文がJSONではありません。');
});
