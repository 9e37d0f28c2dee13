/** A node that was not heard for this long is dead. ms. */
export const DEAD_MS = 4000;
export const BEAT_MS = 1000;
/** So many nodes at once are no cluster but a mistake; beyond it newcomers are not listened to. */
const MOST_NODES = 256;

/** Which other nodes are alive, by when they were last heard. */
export class Peers {
  private readonly heardAt = new Map<string, number>();
  /** Nodes that said goodbye: what still comes from them is late. A process never comes back under its name. */
  private readonly gone = new Set<string>();
  private checkedAt: number | null = null;

  /** Whether anybody else is there to be told something. */
  get any(): boolean {
    return this.heardAt.size > 0;
  }

  get size(): number {
    return this.heardAt.size;
  }

  /**
   * Something came from this node.
   * @param now ms on a clock that only goes forward.
   * @returns `new` for one that was not alive before; `ignore` for one that said goodbye or is too many.
   */
  heard(node: string, now: number): 'new' | 'known' | 'ignore' {
    if (this.gone.has(node)) return 'ignore';
    const known = this.heardAt.has(node);
    if (!known && this.heardAt.size >= MOST_NODES) return 'ignore';
    this.heardAt.set(node, now);
    return known ? 'known' : 'new';
  }

  left(node: string): void {
    this.heardAt.delete(node);
    this.gone.add(node);
    const [oldest] = this.gone;
    if (this.gone.size > MOST_NODES && oldest !== undefined) this.gone.delete(oldest);
  }

  /** Call once in {@link BEAT_MS}. @returns nodes that died: they were silent while we listened. */
  expire(now: number): string[] {
    const since = now - (this.checkedAt ?? now);
    this.checkedAt = now;
    // We were not running (a suspended machine, a long pause): what the others said meanwhile is still waiting to be read.
    const slept = Math.max(0, since - 2 * BEAT_MS);
    const dead: string[] = [];
    for (const [node, at] of this.heardAt) {
      if (slept > 0) this.heardAt.set(node, at + slept);
      else if (now - at > DEAD_MS) dead.push(node);
    }
    for (const node of dead) this.heardAt.delete(node);
    return dead;
  }
}
