import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { describe, expect, it } from 'vitest';
import { isForgotten, Unsaved } from './unsaved.ts';

const status = (pending: number, readOnly = false) => ({ pending, readOnly, closeReason: null });

describe('Unsaved', () => {
  it('is true from an edit until all is committed', () => {
    const unsaved = new Unsaved(false, 0);
    expect(unsaved.follow(status(1), true)).toBe(true);
    expect(unsaved.value).toBe(true);
    expect(unsaved.follow(status(2), true)).toBe(false);
    expect(unsaved.follow(status(0), true)).toBe(true);
    expect(unsaved.value).toBe(false);
  });

  it('does not take the content a copy came with for an edit, but an edit on top of it', () => {
    const unsaved = new Unsaved(false, 1);
    unsaved.follow(status(1), true);
    expect(unsaved.value).toBe(false);
    unsaved.follow(status(2), true);
    expect(unsaved.value).toBe(true);
  });

  it('remembers what was not sent last time until it is, and for a reader for good', () => {
    const unsaved = new Unsaved(true, 1);
    unsaved.follow(status(1), true);
    unsaved.follow(status(0, true), true);
    expect(unsaved.value).toBe(true);
    unsaved.follow(status(0), true);
    expect(unsaved.value).toBe(false);
  });
});

it('says nothing is saved of a copy that is not in the document yet', () => {
  const unsaved = new Unsaved(true, 0);
  unsaved.follow(status(0), false);
  expect(unsaved.value).toBe(true);
  unsaved.follow(status(0), true);
  expect(unsaved.value).toBe(false);
});

describe('isForgotten', () => {
  const closed = (code: number) => ({ closeReason: { code, text: '' } });
  it('keeps the copy of a deleted document while somebody’s words are in it alone', () => {
    expect(isForgotten(closed(CLOSE.notFound), true)).toBe(false);
    expect(isForgotten(closed(CLOSE.notFound), false)).toBe(true);
  });
  it('forgets one for no other reason', () => {
    for (const code of [CLOSE.epoch, CLOSE.revoked, CLOSE.clientOutdated]) expect(isForgotten(closed(code), false)).toBe(false);
    expect(isForgotten({ closeReason: null }, false)).toBe(false);
  });
});
