import { i18n } from '@lingui/core';
import { AppError } from '@trashfire/shared/errors/app-error';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { errorWords, loadServerTexts, serverWords } from './server-words.ts';

const load = async () => (await import('./locales/ja.po')).messages;
let messages: Awaited<ReturnType<typeof load>>;
beforeAll(async () => {
  messages = await load();
  await loadServerTexts();
});
beforeEach(() => i18n.loadAndActivate({ locale: 'ja', messages }));

describe('the words of the server in a Japanese window', () => {
  it('are those of the catalogue', () => {
    expect(serverWords('That episode was deleted.')).toBe('そのエピソードは削除されました。');
    expect(errorWords(new AppError('too-large'))).toBe('上限より大きすぎます。');
    expect(errorWords(new TypeError('a mistake of ours'))).toBe(
      'スタジオで問題が起きました。何も失われていません。もう一度お試しください。',
    );
  });

  it('keep names and numbers', () => {
    expect(serverWords('An archive holds 500 episodes, and this series has 612.')).toBe(
      '1つのアーカイブに入るのは500話までですが、このシリーズには612話あります。',
    );
    expect(
      serverWords('Ada (she) locked this shot (“approved. Unlock it first?\nNo.”), so it stays as it is. Unlock it first.'),
    ).toBe(
      'このショットはAda (she)がロックしています (“approved. Unlock it first?\nNo.”)。変更できません。先にロックを解除してください。',
    );
    expect(serverWords('Ada locked this shot, so it stays as it is. Unlock it first.')).toContain('Adaがロックしています。');
  });

  it('are found in one another: what is gone, and the failure before a failure', () => {
    expect(serverWords('That marker is no longer there. Somebody may have removed it.')).toContain('そのマーカーは');
    expect(serverWords('This needs 3.5 credits and the team has 2. Render fewer shots, or add credits.')).toContain(
      '3.5クレジットが必要',
    );
    expect(serverWords('The video file is damaged: it is cut short. Render it again. It was tried 3 times.')).toBe(
      '動画ファイルが壊れています（途中で切れています）。もう一度レンダリングしてください。 3回試しました。',
    );
  });

  it('stay as they came where the catalogue does not have them, from an older or newer server', () => {
    for (const text of ['', 'A sentence nobody has written yet.', `${'long '.repeat(500)}That episode was deleted.`])
      expect(serverWords(text)).toBe(text);
    i18n.loadAndActivate({ locale: 'ja', messages: {} });
    expect(serverWords('That episode was deleted.')).toBe('That episode was deleted.');
  });
});

it('each text of the server is known again, with each of its values', async () => {
  const { texts } = await import('virtual:server-texts');
  expect(texts.length).toBeGreaterThan(250);
  for (const [message, id] of texts) {
    const names = [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const values = Object.fromEntries(names.map((name, index) => [name, `«${index}»`]));
    const english = message.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
    expect(serverWords(english)).toBe(i18n._(id, values));
    for (const value of Object.values(values)) expect(serverWords(english)).toContain(value);
  }
});

it('an English window reads what came', () => {
  i18n.loadAndActivate({ locale: 'en', messages: {} });
  expect(serverWords('That episode was deleted.')).toBe('That episode was deleted.');
});
