import { expect, it } from 'vitest';
import { OUTLINE_WORDS } from '../../outline/model/outline-keys.ts';
import { BOARD_WORDS } from '../../storyboard/model/board-keys.ts';
import { ACTION_WORDS, EDIT_ACTIONS, PLAY_ACTIONS } from '../../timeline/model/actions.ts';
import { KEY_PRESETS } from '../../timeline/model/key-map.ts';
import { shortcutGroups } from './shortcuts.ts';

it.each(KEY_PRESETS)('shows every key of the timeline, as %s has it', (preset) => {
  const rows = new Map(shortcutGroups(preset).flatMap(({ keys }) => keys.map(([combination, does]) => [does, combination])));
  for (const action of [...PLAY_ACTIONS, ...EDIT_ACTIONS]) expect(rows.get(ACTION_WORDS[action]), action).toMatch(/\S/);
});

it('says other keys for another preset', () => {
  const split = (preset: (typeof KEY_PRESETS)[number]) =>
    shortcutGroups(preset)
      .flatMap(({ keys }) => keys)
      .find(([, does]) => does === ACTION_WORDS.split)?.[0];
  expect([split('trashfire'), split('premiere')]).toEqual(['S, Ctrl B', 'Ctrl Shift K']);
});

it('names each thing once', () => {
  for (const { keys } of shortcutGroups('trashfire')) {
    const ids = keys.map(([, does]) => does.id);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

it('every drag has a key: shots, clips, their edges, scenes, cards of the outline', () => {
  const rows = new Map(
    shortcutGroups('trashfire').flatMap(({ keys }) => keys.map(([combination, does]) => [does.id, combination])),
  );
  const timeline = ['moveEarlier', 'moveLater', 'rollBack', 'rollForward', 'shorter', 'longer'] as const;
  const board = ['moveBack', 'moveOn', 'picture'] as const;
  const does = [...timeline.map((action) => ACTION_WORDS[action]), ...board.map((action) => BOARD_WORDS[action])];
  const outline = ['up', 'down', 'actBefore', 'actAfter'] as const;
  does.push(...outline.map((action) => OUTLINE_WORDS[action]));
  for (const { id } of does) expect(rows.get(id), id).toMatch(/\S/);
  expect([...rows.values()]).toContain('Alt ↑ ↓');
});
