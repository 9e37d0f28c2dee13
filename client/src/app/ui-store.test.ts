import { describe, expect, it } from 'vitest';
import { nextPanels, shownPanels } from './ui-store.ts';

const closed = { panels: { chat: false, comments: false, inspector: false }, layer: null };
const chat = { panels: { chat: true, comments: false, inspector: false }, layer: null };
const both = { panels: { chat: true, comments: false, inspector: true }, layer: null };

describe('panels', () => {
  it('stand side by side where there is room', () => {
    expect(nextPanels(chat, 'inspector', 'wide')).toEqual(both);
    expect(nextPanels(both, 'inspector', 'wide')).toEqual(chat);
  });

  it('share one place in a narrow window', () => {
    expect(nextPanels(chat, 'inspector', 'narrow')).toEqual({
      ...closed,
      panels: { chat: false, comments: false, inspector: true },
    });
    expect(nextPanels(chat, 'chat', 'narrow')).toEqual(closed);
  });

  it('that were open side by side become one when the window is made narrower, and closing that one closes it', () => {
    expect(shownPanels(both, 'narrow')).toEqual({ chat: true, comments: false, inspector: false });
    expect(nextPanels(both, 'chat', 'narrow')).toEqual(closed);
    expect(nextPanels(both, 'inspector', 'narrow')).toEqual({
      ...closed,
      panels: { chat: false, comments: false, inspector: true },
    });
  });

  it('are two beside the canvas at most, and the chat stays', () => {
    expect(nextPanels(both, 'comments', 'wide').panels).toEqual({ chat: true, comments: true, inspector: false });
    const comments = { ...closed, panels: { chat: false, comments: true, inspector: true } };
    expect(nextPanels(comments, 'chat', 'wide').panels).toEqual({ chat: true, comments: true, inspector: false });
  });

  it('that were docked do not cover a room that became as narrow as a phone, and are there again when it is wide', () => {
    expect(shownPanels(both, 'phone')).toEqual(closed.panels);
    const opened = nextPanels(both, 'inspector', 'phone');
    expect(shownPanels(opened, 'phone')).toEqual({ chat: false, comments: false, inspector: true });
    const left = nextPanels(opened, 'inspector', 'phone');
    expect(shownPanels(left, 'phone')).toEqual(closed.panels);
    expect(shownPanels(left, 'wide')).toEqual(both.panels);
  });

  it('close by name only when they are the one that is open', () => {
    expect(nextPanels({ ...closed, layer: 'inspector' }, 'chat', 'phone', false).layer).toBe('inspector');
  });
});
