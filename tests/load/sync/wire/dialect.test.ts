import { describe, expect, it } from 'vitest';
import { decodeFrame } from '../../../../collab-server/src/sync/decode.ts';
import {
  encodeAwareness,
  encodeDurable,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
} from '../../../../collab-server/src/sync/encode.ts';
import { varString } from './bytes.ts';
import { EMPTY_UPDATE, hocuspocusDialect, yWebsocketDialect } from './dialect.ts';

/** What a server finds in a short client frame. */
function payloadOf(frame: Uint8Array): Uint8Array {
  const mask = frame.subarray(2, 6);
  return frame.subarray(6).map((byte, i) => byte ^ (mask[i & 3] ?? 0));
}

const update = new Uint8Array([1, 2, 3]);
const name = 'episode:0123456789AB';

describe('the y-websocket dialect', () => {
  const ours = yWebsocketDialect(true);

  it('says what our server reads', () => {
    expect(ours.hello(name).map((frame) => decodeFrame(payloadOf(frame)))).toEqual([
      { type: 'step1', stateVector: new Uint8Array([0]) },
    ]);
    expect(decodeFrame(payloadOf(ours.answer(name, EMPTY_UPDATE)))).toEqual({ type: 'step2', update: EMPTY_UPDATE });
    expect(decodeFrame(payloadOf(ours.update(name, update)))).toEqual({ type: 'update', update });
    expect(decodeFrame(payloadOf(ours.marker(300) ?? new Uint8Array()))).toEqual({ type: 'marker', n: 300 });
    expect(yWebsocketDialect(false).marker(1)).toBeNull();
  });

  it('reads what our server says', () => {
    expect(ours.read(encodeStep1(new Uint8Array([0])))).toEqual({ kind: 'step1' });
    expect(ours.read(encodeStep2(update))).toEqual({ kind: 'content', update });
    expect(ours.read(encodeUpdate(update))).toEqual({ kind: 'content', update });
    expect(ours.read(encodeDurable(300))).toEqual({ kind: 'durable', n: 300 });
    expect(ours.read(encodeAwareness([]))).toEqual({ kind: 'awareness', states: new Uint8Array([0]) });
  });
});

describe('the Hocuspocus dialect', () => {
  it('puts the document in front of everything and authenticates first', () => {
    const [auth, step1] = hocuspocusDialect.hello(name).map(payloadOf);
    expect(Buffer.from(auth ?? []).equals(Buffer.concat([varString(name), Buffer.from([2, 0, 0]), varString('4.7.0')]))).toBe(
      true,
    );
    expect(Buffer.from(step1 ?? []).equals(Buffer.concat([varString(name), Buffer.from([0, 0, 1, 0])]))).toBe(true);
  });

  it('reads past the name', () => {
    const said = new Uint8Array(Buffer.concat([varString(name), encodeUpdate(update)]));
    expect(hocuspocusDialect.read(said)).toEqual({ kind: 'content', update });
  });
});
