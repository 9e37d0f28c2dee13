import { seededRandom } from '@trashfire/shared/testing/random';
import * as decoding from 'lib0/decoding';
import { describe, expect, it } from 'vitest';
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { decodeFrame } from './decode.ts';
import { encodeAwareness, encodeAwarenessEntry } from './encode.ts';
import { Outgoing, type Sendable } from './outgoing.ts';
import { PresencePack } from './presence-frame.ts';

/** Sizes around the ends of a varUint's bytes, of ids, clocks, texts and the number of states. */
const IDS = [0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32 - 1, 2 ** 53 - 1];
const COUNTS = [1, 2, 127, 128, 129, 300];

function someStates(seed: number, count: number) {
  const random = seededRandom(seed);
  const ids = new Set(IDS);
  while (ids.size < count) ids.add(random.int(0, 2 ** 32 - 1));
  return [...ids].slice(0, count).map((clientId) => {
    const clock = random.pick([1, 127, 128, 1_700_000_000_000, 2 ** 52]);
    const state = { user: { name: random.pick(['', 'Mio', '字幕', '🎬']) }, at: 'x'.repeat(random.pick([0, 1, 100, 117, 4000])) };
    return { clientId, clock, text: JSON.stringify(state), json: new TextEncoder().encode(JSON.stringify(state)) };
  });
}

/** The one message inside. */
function messageOf(outgoing: Sendable | null): Buffer | null {
  return outgoing === null ? null : Buffer.from(outgoing.messages[0] ?? []);
}

describe('PresencePack', () => {
  it.each(COUNTS)('makes of %i states the very bytes of an encoder, for everybody and without each', (count) => {
    const states = someStates(count, count);
    const entries = states.map(({ clientId, clock, text }) => encodeAwarenessEntry(clientId, clock, text));
    const pack = new PresencePack(states);
    // Compared as a whole: an assertion that walks over millions of bytes takes a minute.
    expect(messageOf(pack.frameFor(null))?.equals(encodeAwareness(entries))).toBe(true);
    const whole = pack.frameFor(null);
    expect(Buffer.concat(whole?.pieces ?? []).equals(new Outgoing([encodeAwareness(entries)]).wire)).toBe(true);
    expect(whole?.length).toBe(Buffer.concat(whole?.pieces ?? []).length);
    expect(pack.frameFor(5_000_000_001)).toBe(pack.frameFor(null));
    for (const [i, { clientId }] of states.entries()) {
      const others = entries.toSpliced(i, 1);
      const frame = messageOf(pack.frameFor(clientId));
      expect(others.length === 0 ? frame === null : frame?.equals(encodeAwareness(others))).toBe(true);
    }
  });

  it('is what y-protocols takes for the others of each member, and nothing of itself', () => {
    const states = someStates(7, 40);
    const pack = new PresencePack(states);
    for (const own of states) {
      const doc = new Y.Doc();
      doc.clientID = own.clientId;
      const awareness = new Awareness(doc);
      awareness.setLocalState({ at: 'mine' });
      const decoder = decoding.createDecoder(messageOf(pack.frameFor(own.clientId)) ?? new Uint8Array());
      expect(decoding.readVarUint(decoder)).toBe(1);
      applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), 'test');
      expect(decoding.hasContent(decoder)).toBe(false);
      const expected = states.map(({ clientId, text }): [number, unknown] => [clientId, JSON.parse(text)]);
      expect(awareness.getStates()).toEqual(new Map([...expected, [own.clientId, { at: 'mine' }]]));
      awareness.destroy();
      doc.destroy();
    }
  });

  it('has nothing to say of nobody', () => {
    expect(new PresencePack([]).frameFor(null)).toBeNull();
  });

  it('is read by our own strict decoder', () => {
    const states = someStates(3, 20);
    const frame = decodeFrame(messageOf(new PresencePack(states).frameFor(null)) ?? new Uint8Array());
    expect(frame).toMatchObject({ type: 'awareness', entries: states.map(({ clientId, clock }) => ({ clientId, clock })) });
  });
});
