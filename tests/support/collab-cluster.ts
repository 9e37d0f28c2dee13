import type { DocumentName } from '@trashfire/shared/document/names';
import { eventually } from '@trashfire/shared/testing/eventually';
import type { Random } from '@trashfire/shared/testing/random';
import { expect } from 'vitest';
import type { Address, CollabHarness, Person } from '../../collab-server/src/testing/harness.ts';
import { type CollabProcess, type CollabProcessOptions, collabProcess } from './collab-process.ts';
import { doubledWords, type Ledger, missingWords, newLedger, sameContent, Writer } from './collab-writers.ts';
import { FaultProxy, type Target } from './fault-proxy.ts';

/** Several collab-servers on one database, and the load balancer in front of them: each connection goes to the next one, up or not. */
export class CollabCluster {
  readonly nodes: readonly CollabProcess[];
  readonly balancer: FaultProxy;
  /** Where clients go. */
  readonly address: Address;

  private constructor(nodes: readonly CollabProcess[], balancer: FaultProxy) {
    this.nodes = nodes;
    this.balancer = balancer;
    this.address = { url: `ws://127.0.0.1:${balancer.port}`, http: `http://127.0.0.1:${balancer.port}` };
  }

  static async start(
    count: number,
    databaseUrl: () => string,
    random: Random,
    options: CollabProcessOptions = {},
  ): Promise<CollabCluster> {
    const nodes = await Promise.all(Array.from({ length: count }, () => collabProcess(databaseUrl, options)));
    await Promise.all(nodes.map((node) => node.start()));
    let turn = 0;
    const next = (): Target => {
      const { hostname: host, port } = new URL(nodes[turn++ % nodes.length]?.address.url ?? '');
      return { host, port: Number(port) };
    };
    return new CollabCluster(nodes, await FaultProxy.start(next, random));
  }

  async stop(): Promise<void> {
    await this.balancer.close();
    await Promise.all(this.nodes.map((node) => node.kill()));
  }
}

/** People at two documents, over a load balancer, who type all the time. */
export class WritingRoom {
  readonly writers: readonly Writer[];
  readonly ledger: Ledger;
  private readonly harness: CollabHarness;
  private readonly told: string;

  private constructor(harness: CollabHarness, writers: readonly Writer[], ledger: Ledger, told: string) {
    this.harness = harness;
    this.writers = writers;
    this.ledger = ledger;
    this.told = told;
  }

  /** @param told what a failure says besides, its seed above all. */
  static async open(
    harness: CollabHarness,
    address: Address,
    people: readonly Person[],
    random: Random,
    told: string,
  ): Promise<WritingRoom> {
    const documents: [DocumentName, DocumentName] = [await harness.document(), await harness.document()];
    const ledger = newLedger(documents);
    const writers = people.map((person, i) => {
      const document = documents[i < people.length / 2 ? 0 : 1];
      const session = harness.session(address, document, person);
      return new Writer({ session, document, random, prefix: `${i}`, ledger, pauseMs: 30 });
    });
    await Promise.all(writers.map((writer) => writer.session.ready));
    for (const writer of writers) writer.start();
    return new WritingRoom(harness, writers, ledger, told);
  }

  /**
   * Everybody stops, says one word more, and has it saved; then all who share a document must hold the same, and so must the
   * store, with nothing lost and nothing twice.
   * @returns how long it took from the last word typed before to everybody equal. ms.
   */
  async settle(withinMs = 20_000): Promise<number> {
    await Promise.all(this.writers.map((writer) => writer.stop()));
    const began = performance.now();
    await Promise.all(this.writers.map((writer) => writer.write()));
    await eventually(`equal (${this.told})`, () => this.equal(), withinMs);
    const took = performance.now() - began;
    for (const [document, words] of this.ledger) {
      const stored = await this.harness.stored(document);
      expect(missingWords(stored, words), `${this.told}: lost`).toEqual([]);
      expect(doubledWords(stored), `${this.told}: twice`).toEqual([]);
      const writer = this.writers.find((one) => one.document === document);
      if (writer !== undefined) expect(sameContent(stored, writer.session.doc), `${this.told}: stored otherwise`).toBe(true);
    }
    return took;
  }

  /** Everybody goes on typing. */
  resume(): void {
    for (const writer of this.writers) writer.start();
  }

  close(): void {
    for (const { session } of this.writers) session.destroy();
  }

  private equal(): boolean {
    return this.writers.every(({ document, session }) => {
      const first = this.writers.find((other) => other.document === document);
      return first === undefined || sameContent(first.session.doc, session.doc);
    });
  }
}
