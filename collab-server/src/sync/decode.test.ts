import { collectionMap, scriptFragment } from '@trashfire/shared/document/ydoc';
import { cpuTime } from '@trashfire/shared/testing/cpu-time';
import { seededRandom } from '@trashfire/shared/testing/random';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { decodeFrame, MalformedFrame } from './decode.ts';
import { encodeAwareness, encodeAwarenessEntry, encodeStep1, encodeStep2, encodeUpdate } from './encode.ts';
import { dropPending, guardUpdate } from './update-guard.ts';

function numbers(...values: number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const value of values) encoding.writeVarUint(encoder, value);
  return encoding.toUint8Array(encoder);
}

function label(runId: string, step: number, writeKey: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 103);
  encoding.writeVarString(encoder, runId);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarString(encoder, writeKey);
  return encoding.toUint8Array(encoder);
}

function sampleDoc(): Y.Doc {
  const doc = new Y.Doc();
  const block = new Y.XmlElement('action');
  block.setAttribute('id', '0123456789AB');
  block.insert(0, [new Y.XmlText('Rain. Somebody runs.')]);
  scriptFragment(doc).push([block]);
  collectionMap(doc, 'scenes').set('0123456789AB', new Y.Map(Object.entries({ id: '0123456789AB', v: 1, synopsis: 'x' })));
  return doc;
}

describe('decodeFrame', () => {
  it('reads what y-websocket sends and our own frames', () => {
    const payload = new Uint8Array([1, 2, 3]);
    expect(decodeFrame(encodeStep1(payload))).toEqual({ type: 'step1', stateVector: payload });
    expect(decodeFrame(encodeStep2(payload))).toEqual({ type: 'step2', update: payload });
    expect(decodeFrame(encodeUpdate(payload))).toEqual({ type: 'update', update: payload });
    const entry = { clientId: 7, clock: 3, json: '{"cursor":null}' };
    expect(decodeFrame(encodeAwareness([encodeAwarenessEntry(7, 3, entry.json)]))).toEqual({
      type: 'awareness',
      entries: [{ ...entry, json: new TextEncoder().encode(entry.json) }],
    });
    expect(decodeFrame(numbers(3))).toEqual({ type: 'queryAwareness' });
    expect(decodeFrame(numbers(100, 12))).toEqual({ type: 'marker', n: 12 });
    const runId = '11111111-2222-3333-4444-555555555555';
    expect(decodeFrame(label(runId, 3, 'k'))).toEqual({ type: 'label', runId, step: 2, writeKey: 'k' });
    expect(decodeFrame(label('', 0, ''))).toEqual({ type: 'label', runId: null, step: null, writeKey: '' });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['an unknown type', numbers(9, 1)],
    ['a frame only the server sends', numbers(101, 1)],
    ['an unknown sync step', numbers(0, 7, 0)],
    ['bytes left over', numbers(100, 1, 1)],
    ['a length past the end', numbers(0, 2, 2 ** 40)],
    ['more awareness states than bytes', numbers(1, 6, 2 ** 40)],
    ['a number that never ends', new Uint8Array(40).fill(255)],
    ['a label with a run id that is none', label('run 7', 0, '')],
    ['a label that is too long', label('', 0, 'k'.repeat(129))],
  ])('refuses %s', (_what, bytes) => {
    expect(() => decodeFrame(bytes)).toThrow(MalformedFrame);
  });
});

/** Seeds are fixed: the same 6,000 damaged frames each run. */
it('R7: takes no damaged frame for longer than a moment, and throws nothing but MalformedFrame', () => {
  const random = seededRandom(41);
  const update = Y.encodeStateAsUpdate(sampleDoc());
  const frames = [
    encodeStep1(Y.encodeStateVector(sampleDoc())),
    encodeStep2(update),
    encodeUpdate(update),
    numbers(100, 4),
    label('', 2, 'key'),
  ];
  let slowest = 0;
  for (let i = 0; i < 6000; i++) {
    const bytes = random.chance(0.1) ? random.bytes(new Uint8Array(random.int(0, 60))) : Uint8Array.from(random.pick(frames));
    for (let n = random.int(1, 4); n > 0 && bytes.length > 0; n--) bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
    const frame = random.chance(0.2) ? bytes.subarray(0, random.int(0, bytes.length)) : bytes;
    const took = cpuTime(() => takeFrame(frame));
    slowest = Math.max(slowest, took);
  }
  expect(slowest).toBeLessThan(200);
});

/** What the server does with a frame, up to the live document. */
function takeFrame(bytes: Uint8Array): void {
  const frame = decodeOrNull(bytes);
  if (frame?.type !== 'update' && frame?.type !== 'step2') return;
  const doc = new Y.Doc();
  const verdict = guardUpdate(frame.update, (client) => Y.getState(doc.store, client));
  if (verdict.state !== 'fits') return;
  Y.applyUpdate(doc, frame.update);
  dropPending(doc);
  expect(doc.store.pendingStructs).toBeNull();
}

function decodeOrNull(bytes: Uint8Array): ReturnType<typeof decodeFrame> | null {
  try {
    return decodeFrame(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedFrame);
    return null;
  }
}
