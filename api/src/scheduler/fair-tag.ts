/**
 * Start-time fair queueing (Goyal, Vin, Cheng 1996): each task gets a tag when it is asked for, and tasks start in the
 * order of their tags. A team that was idle starts at the clock of the busy ones, so it neither waits behind their
 * backlog nor is paid back for its idleness; a higher weight makes tags grow more slowly.
 */

/** Tags are whole numbers; this many units are one second of work at weight 1. */
const UNITS_PER_SECOND = 1000;

export interface FairClock {
  /** Largest tag that has started: the virtual time of the whole queue. */
  started: bigint;
  /** Largest tag this team has been given so far. */
  team: bigint;
}

/**
 * @param seconds expected work, at least a moment, or a flood of free tasks would share one tag.
 * @param weight share of the machine, from the plan table.
 * @returns tags for `seconds.length` tasks of one team, in order.
 */
export function fairTags(clock: FairClock, seconds: readonly number[], weight: number): bigint[] {
  let tag = clock.started;
  if (clock.team > tag) tag = clock.team;
  return seconds.map((s) => {
    tag += BigInt(Math.max(1, Math.round((Math.max(0.05, s) * UNITS_PER_SECOND) / weight)));
    return tag;
  });
}
