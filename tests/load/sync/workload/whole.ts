import type { DocumentName } from '@trashfire/shared/document/names';
import * as Y from 'yjs';
import type { RunningServer } from '../subjects.ts';
import { EMPTY_UPDATE } from '../wire/dialect.ts';
import type { RawClient } from '../wire/raw-client.ts';

/** A payload that arrived, kept once however many joiners got the same. */
interface Payload {
  bytes: Buffer;
  /** Clocks it reaches, read only when all is over. */
  to: Map<number, number> | null;
}

/** Share of the expected bytes after which a joiner is taken to have everything until it is looked at closely. */
const NEARLY_ALL = 0.8;

/**
 * Joiners that wait for a whole document. While they load, bytes are only compared with what came before, which is cheap; that
 * each had all of it, and when, is worked out afterwards.
 */
export class WholeDocument {
  private readonly expected: Map<number, number>;
  private readonly bytes: number;
  private readonly payloads: Payload[] = [];
  private readonly arrivals: { at: number; payload: Payload }[][] = [];
  private readonly clients: RawClient[] = [];

  /** @param state everything a joiner is to get. */
  constructor(state: Uint8Array) {
    this.expected = Y.parseUpdateMeta(state).to;
    this.bytes = state.length;
  }

  /** Opens the document. @returns ms from dialling to having it all. Call {@link verify} after the last. */
  async open(server: RunningServer, document: DocumentName, person: number): Promise<number> {
    const began = performance.now();
    const raw = server.connect(document, person);
    raw.onEnd = (why) => server.cut.push(`${document}: ${why}`);
    const arrived: { at: number; payload: Payload }[] = [];
    this.arrivals.push(arrived);
    this.clients.push(raw);
    let got = 0;
    await new Promise<void>((resolve, reject) => {
      raw.onMessage = (message) => {
        const heard = server.dialect.read(message);
        if (heard.kind === 'step1') raw.send(server.dialect.answer(document, EMPTY_UPDATE));
        if (heard.kind !== 'content') return;
        arrived.push({ at: performance.now() - began, payload: this.keep(heard.update) });
        got += heard.update.length;
        if (got >= this.bytes * NEARLY_ALL) resolve();
      };
      raw.opened.then(() => {
        for (const frame of server.dialect.hello(document)) raw.send(frame);
      }, reject);
    });
    return arrived.at(-1)?.at ?? Number.NaN;
  }

  private keep(update: Uint8Array): Payload {
    const known = this.payloads.find(({ bytes }) => bytes.length === update.length && bytes.equals(update));
    if (known !== undefined) return known;
    const payload = { bytes: Buffer.from(update), to: null };
    this.payloads.push(payload);
    return payload;
  }

  /** @returns for each joiner the ms until it really had everything, in the order they opened. @throws Error when one never had. */
  verify(): number[] {
    return this.arrivals.map((arrived, i) => {
      const reached = new Map<number, number>();
      for (const { at, payload } of arrived) {
        payload.to ??= Y.parseUpdateMeta(payload.bytes).to;
        for (const [client, clock] of payload.to) reached.set(client, Math.max(clock, reached.get(client) ?? 0));
        if ([...this.expected].every(([client, clock]) => (reached.get(client) ?? 0) >= clock)) return at;
      }
      throw new Error(`joiner ${i + 1} of ${this.arrivals.length} never had the whole document`);
    });
  }

  leave(): void {
    for (const raw of this.clients) {
      raw.onEnd = () => undefined;
      raw.close();
    }
  }
}
