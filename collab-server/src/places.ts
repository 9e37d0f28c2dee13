/**
 * A cap on how many of one key are in at the same time. A place is taken before anything is waited for, so that many who ask in
 * the same moment do not all pass a check that only the first ones would have passed in turn (R7).
 */
export class Places {
  private readonly taken = new Map<string, number>();
  private readonly cap: number;

  constructor(cap: number) {
    this.cap = cap;
  }

  /** @returns false when none is left. */
  take(key: string): boolean {
    const count = this.taken.get(key) ?? 0;
    if (count >= this.cap) return false;
    this.taken.set(key, count + 1);
    return true;
  }

  give(key: string): void {
    const left = (this.taken.get(key) ?? 0) - 1;
    if (left > 0) this.taken.set(key, left);
    else this.taken.delete(key);
  }
}
