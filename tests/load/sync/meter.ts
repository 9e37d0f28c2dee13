import { cpuOf, cpuOfFamily, cpuOfMachine, rssOf } from './processes.ts';
import type { RunningServer } from './subjects.ts';
import type { World } from './world.ts';

/** What a stretch of load cost. CPU in seconds unless it says share, which is of one core. */
export interface Cost {
  wall: number;
  serverCpu: number;
  postgresCpu: number;
  loaderShare: number;
  /** Of the two cores, used by programs that are no part of the benchmark. */
  foreignShare: number;
  /** Of the server's event loop, ms. */
  loopDelayP99: number;
  rss: number;
}

/** @returns a function that ends the stretch. */
export async function startMeter(server: RunningServer, world: World): Promise<() => Promise<Cost>> {
  await server.inside('forget');
  const read = () => ({
    wall: performance.now() / 1000,
    server: cpuOf(server.pid),
    postgres: cpuOfFamily(world.postgresPid),
    machine: cpuOfMachine(),
    loader: process.cpuUsage(),
  });
  const before = read();
  return async () => {
    const after = read();
    const wall = after.wall - before.wall;
    const loader = (after.loader.user + after.loader.system - before.loader.user - before.loader.system) / 1e6;
    const serverCpu = after.server - before.server;
    const postgresCpu = after.postgres - before.postgres;
    const foreign = after.machine - before.machine - serverCpu - postgresCpu - loader;
    return {
      wall,
      serverCpu,
      postgresCpu,
      loaderShare: loader / wall,
      foreignShare: Math.max(0, foreign / wall),
      loopDelayP99: (await server.inside('look')).delayP99,
      rss: rssOf(server.pid),
    };
  };
}
