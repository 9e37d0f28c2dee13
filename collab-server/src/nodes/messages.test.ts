import { seededRandom } from '@trashfire/shared/testing/random';
import { describe, expect, it } from 'vitest';
import * as m from './messages.ts';

const sender = { node: 'node-1', clock: 1_700_000_000_000 };
const json = (text: string) => new TextEncoder().encode(text);
const ENOUGH = 64 * 1024;

/** The parts of all messages. */
function partsOf(encoded: readonly Uint8Array[]): m.Part[] {
  return encoded.flatMap((bytes) => {
    const message = m.decodeNodeMessage(bytes);
    return message !== null && 'parts' in message ? message.parts : [];
  });
}

describe('messages of nodes', () => {
  it('come out as they went in', () => {
    expect(m.decodeNodeMessage(m.encodeSign(sender, 'beat'))).toEqual({ ...sender, kind: 'beat' });
    expect(m.decodeNodeMessage(m.encodeSign(sender, 'bye'))).toEqual({ ...sender, kind: 'bye' });
    const [ask] = m.encodeAsk(sender, null, ['episode:1', 'series:2'], ENOUGH);
    expect(ask && m.decodeNodeMessage(ask)).toEqual({ ...sender, kind: 'ask', to: null, documents: ['episode:1', 'series:2'] });
    const [directed] = m.encodeAsk(sender, 'node-2', ['episode:1'], ENOUGH);
    expect(directed && m.decodeNodeMessage(directed)).toMatchObject({ to: 'node-2' });
  });

  it('carry rows, states and ids by document', () => {
    const rows = [5, 6].map((seq) => ({ epoch: 2, schema: 3, seq, bytes: Uint8Array.of(seq, 0, 255) }));
    const states: m.NodeState[] = [
      { clientId: 2 ** 32 - 1, since: 10, clock: 2 ** 52, json: json('{"at":"字"}') },
      { clientId: 7, since: 10, clock: 11, json: null },
    ];
    const [first, second] = partsOf(
      m.encodeEntries(
        sender,
        'rows',
        new Map([
          ['episode:1', rows.map(m.encodeRow)],
          ['episode:2', [m.encodeRow({ epoch: 1, schema: 1, seq: 1, bytes: new Uint8Array() })]],
        ]),
        ENOUGH,
      ),
    );
    expect([first?.document, second?.document]).toEqual(['episode:1', 'episode:2']);
    expect(first && m.readRows(first)).toEqual(rows);
    const [part] = partsOf(m.encodeEntries(sender, 'states', new Map([['episode:1', states.map(m.encodeState)]]), ENOUGH));
    expect(part && m.readStates(part)).toEqual(states);
    const holds = states.map(({ clientId, since, clock }) => ({ clientId, since, clock }));
    const [named] = partsOf(m.encodeEntries(sender, 'holds', new Map([['episode:1', [m.encodeHolds(holds)]]]), ENOUGH));
    expect(named && m.readHolds(named)).toEqual(holds);
    const [none] = partsOf(m.encodeEntries(sender, 'holds', new Map([['episode:1', [m.encodeHolds([])]]]), ENOUGH));
    expect(none && m.readHolds(none)).toEqual([]);
  });

  it('are cut to the limit of the bus, in order, and what fits nowhere is left out', () => {
    const random = seededRandom(9);
    for (const limit of [600, 5980]) {
      const states = Array.from({ length: 300 }, (_, i) => ({
        clientId: i,
        since: 1,
        clock: 2,
        json: json('x'.repeat(random.int(1, 400))),
      }));
      const entries = new Map(
        Array.from({ length: 30 }, (_, d): [string, Uint8Array[]] => [
          `episode:${d}`,
          states.slice(d * 10, d * 10 + 10).map(m.encodeState),
        ]),
      );
      entries.set('episode:big', [new Uint8Array(limit)]);
      const encoded = m.encodeEntries(sender, 'states', entries, limit);
      for (const bytes of encoded) expect(bytes.length).toBeLessThanOrEqual(limit);
      expect(partsOf(encoded).flatMap((part) => m.readStates(part) ?? [])).toEqual(states);
      const documents = Array.from({ length: 500 }, (_, i) => `episode:${i}`);
      const asks = m.encodeAsk(sender, null, documents, limit);
      for (const bytes of asks) expect(bytes.length).toBeLessThanOrEqual(limit);
      expect(
        asks.flatMap((bytes) => {
          const ask = m.decodeNodeMessage(bytes);
          return ask?.kind === 'ask' ? ask.documents : [];
        }),
      ).toEqual(documents);
    }
  });

  it('R7: damaged ones are null, never an error and never much memory', () => {
    const random = seededRandom(3);
    const state = { clientId: 1, since: 2, clock: 3, json: json('{}') };
    const whole = [
      m.encodeSign(sender, 'beat'),
      ...m.encodeAsk(sender, 'x', ['episode:1'], ENOUGH),
      ...m.encodeEntries(sender, 'states', new Map([['episode:1', [m.encodeState(state)]]]), ENOUGH),
      ...m.encodeEntries(
        sender,
        'rows',
        new Map([['e', [m.encodeRow({ epoch: 1, schema: 1, seq: 2, bytes: json('row') })]]]),
        ENOUGH,
      ),
    ];
    let refused = 0;
    for (let i = 0; i < 20_000; i++) {
      const bytes = Uint8Array.from(random.pick(whole));
      for (let n = random.int(1, 4); n > 0; n--) bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
      const message = m.decodeNodeMessage(bytes.subarray(0, random.int(0, bytes.length)));
      const parts = message !== null && 'parts' in message ? message.parts : [];
      for (const part of parts) if (m.readRows(part) === null || m.readStates(part) === null) refused++;
      if (message === null) refused++;
    }
    expect(refused).toBeGreaterThan(1000);
    expect(m.decodeNodeMessage(Uint8Array.of(9, 0, 0, 0))).toBeNull();
    expect(m.decodeNodeMessage(Uint8Array.of(...m.encodeSign(sender, 'beat'), 0))).toBeNull();
    // A part whose length reaches into whatever lies behind the message in memory.
    const pool = new Uint8Array(64);
    pool.set([1, 4, 1, 97, 1, 1, 1, 98, 1, 40]);
    expect(m.decodeNodeMessage(pool.subarray(0, 20))).toBeNull();
    // 2^40 parts, in a message of twenty bytes.
    const lies = Uint8Array.of(1, 4, 1, 97, 1, 128, 128, 128, 128, 128, 32, 0, 0, 0);
    expect(m.decodeNodeMessage(lies)).toBeNull();
  });
});
