/** Lines that are kept for the log; a hostile update may need a hundred thousand. */
const LINES = 20;

/** What a repair put right: how many things, and the first of them in words. */
export class Repaired {
  count = 0;
  readonly first: string[] = [];

  add(line: string): void {
    this.count++;
    if (this.first.length < LINES) this.first.push(line);
  }
}
