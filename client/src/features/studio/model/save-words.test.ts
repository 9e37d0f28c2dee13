import type { SessionStatus } from '@trashfire/shared/realtime/document-session';
import { expect, it } from 'vitest';
import { GRACE_MS, saveWords } from './save-words.ts';

const status = (patch: Partial<SessionStatus>): SessionStatus => ({
  connection: 'online',
  saved: 'saved',
  pending: 0,
  readOnly: false,
  epoch: 1,
  closeReason: null,
  offlineSince: null,
  interruption: null,
  retry: null,
  refusal: null,
  ...patch,
});
const words = (patches: Partial<SessionStatus>[], down = 0) => saveWords(patches.map(status), down).text;

it('says saved only when nothing of any document is pending', () => {
  expect(words([{}, {}])).toBe('Saved');
  expect(words([{}, { pending: 1 }])).toBe('Saving');
});

it('gives a lost connection five seconds before it says so, and counts what is kept', () => {
  expect(words([{ connection: 'offline', pending: 3 }], GRACE_MS - 1)).toBe('Saving');
  expect(words([{ connection: 'offline', pending: 3 }], GRACE_MS)).toBe('Offline – 3 changes kept');
  expect(words([{ connection: 'connecting' }], GRACE_MS)).toBe('Reconnecting');
  expect(words([{ connection: 'connecting' }], 10)).toBe('Connecting');
});

it('says why a document was closed for good', () => {
  expect(words([{ connection: 'closed', closeReason: { code: 4404, text: 'This document was deleted.' } }])).toBe(
    'This document was deleted.',
  );
});

it('never says saved to somebody who cannot edit', () => expect(words([{ readOnly: true }])).toBe('View only'));

it('R1: tells somebody who may not edit any more of what they wrote before and nobody took', () => {
  expect(words([{ readOnly: true, saved: 'kept', pending: 1 }, {}])).toBe('View only – 1 change kept');
  expect(words([{ readOnly: true, saved: 'kept', pending: 2 }])).toBe('View only – 2 changes kept');
  expect(words([{ connection: 'offline', readOnly: true, saved: 'offline', pending: 2 }], GRACE_MS)).toBe(
    'Offline – 2 changes kept',
  );
});
