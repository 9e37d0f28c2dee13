import type { Random } from '@trashfire/shared/testing/random';
import { some } from '../chance.ts';
import { changeRights } from '../rights.ts';
import { NO_FAULTS } from '../store.ts';
import type { World } from '../world.ts';

/** What happens to nodes, store, bus, documents and rights. */
export const STUDIO = {
  async killNode({ cluster, say, time }: World, random: Random) {
    const running = some(random, cluster.nodes);
    if (running === null) return;
    const silent = random.chance(0.2);
    say(`${running.process.name}: killed${silent ? ' with its machine' : ''}`);
    cluster.kill(running, silent);
    if (cluster.nodes.length > 0) await time.advance(random.int(0, 2000));
    await cluster.start();
  },
  async deploy({ cluster, say, fail }: World, random: Random) {
    const running = some(random, cluster.nodes, (one) => !one.draining);
    if (running === null) return;
    say(`${running.process.name}: drains`);
    await cluster.drain(running, (timers) => {
      say(`${running.process.name}: drained`);
      if (timers > 0) fail(`${running.process.name} has drained and still has ${timers} timers`);
    });
    await cluster.start();
  },
  /** As after an update that Yjs could not apply: a room whose memory is not to be trusted. */
  async breakRoom({ cluster, say, time, discarded }: World, random: Random) {
    const running = some(random, cluster.nodes);
    const room = running === null ? null : some(random, [...running.node.registry.all()]);
    if (running === null || room === null) return;
    say(`${running.process.name}: throws its room away`);
    discarded.add(`${running.process.name} ${room.name}`);
    await time.act(running.process, () => running.node.registry.discard(room, 1012, 'document reloaded'));
  },
  async storeFault({ store, say }: World, random: Random) {
    const kind = random.pick(['down', 'refuse', 'loseAnswer', 'slow'] as const);
    say(`store: ${kind}`);
    store.faults = {
      down: kind === 'down',
      refuse: kind === 'refuse' ? 0.3 : 0,
      loseAnswer: kind === 'loseAnswer' ? 0.3 : 0,
      slowMs: kind === 'slow' ? random.pick([100, 1000, 5000]) : NO_FAULTS.slowMs,
    };
  },
  async storeWell({ store }: World) {
    if (store.faults !== NO_FAULTS) store.faults = NO_FAULTS;
  },
  async busAway({ bus, say }: World) {
    say('bus: away');
    bus.setAway(true);
  },
  async busBack({ bus }: World) {
    bus.setAway(false);
  },
  async compact({ store, cluster, documents, say, time, fail }: World, random: Random) {
    const running = some(random, cluster.nodes);
    if (running === null) return;
    await time.act(running.process, () =>
      store.compact(running.process, random.pick(documents), (outcome) => {
        say(`${running.process.name}: compaction: ${outcome}`);
        if (outcome.startsWith('refused')) fail(`compaction ${outcome}`);
      }),
    );
  },
  async damage({ store, documents, say }: World, random: Random) {
    const document = some(random, documents, (name) => store.exists(name));
    if (document !== null && store.damage(document)) say('a snapshot is damaged');
  },
  /** From now on nodes, pages and programs start with the next release; those that run go on (DESIGN §4). */
  async release({ cluster, say }: World) {
    if (cluster.release > 1) return;
    say('a new release');
    cluster.release++;
  },
  /** The last document alone, so that something is left to look at. */
  async remove({ store, bus, documents, say }: World) {
    const document = documents.at(-1);
    if (document === undefined || documents.length === 1) return;
    say(`${document}: removed`);
    store.remove(document);
    bus.ring({ kind: 'document', document });
  },
  async access(world: World, random: Random) {
    const { peers, roles, store } = world;
    const peer = some(random, peers, ({ person }) => roles.get(person) === 'editor' && store.roleOf(person)?.role === 'editor');
    if (peer !== null) changeRights(world, peer.person, random.chance(0.5) ? null : 'viewer');
  },
  async restoreAccess(world: World, random: Random) {
    const changed = [...world.roles].filter(([person, role]) => world.store.roleOf(person)?.role !== role);
    const one = some(random, changed);
    if (one !== null) changeRights(world, one[0], one[1]);
  },
  /** Long enough for rooms to rest, for silent peers to be noticed, for everything to time out. */
  async pause({ time }: World, random: Random) {
    await time.advance(random.int(5000, random.chance(0.3) ? 90_000 : 30_000));
  },
};
