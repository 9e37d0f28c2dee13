import { expect, it } from 'vitest';
import { detectElement } from './detect.ts';

it('knows a heading the moment its prefix is complete', () => {
  for (const text of ['int.', 'INT ', 'ext.', 'i/e ', 'Int./ext.']) expect(detectElement(text), text).toBe('sceneHeading');
  for (const text of ['int', 'interior ', 'extra ', 'He is int.']) expect(detectElement(text), text).toBeNull();
});

it('knows a transition by its colon', () => {
  for (const text of ['cut to:', 'SMASH CUT TO:', 'fade in:', 'Dissolve to:', 'FADE OUT.']) {
    expect(detectElement(text), text).toBe('transition');
  }
  for (const text of ['He cut to', 'She said:', 'note to:']) expect(detectElement(text), text).toBeNull();
});
