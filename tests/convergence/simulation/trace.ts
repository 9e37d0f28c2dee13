/** What happened in a run: the last lines for people, and a hash of everything, by which two runs are compared. */
export class Trace {
  private readonly lines: string[] = [];
  private state = 0x811c9dc5;
  private readonly keep: number;
  private readonly clock: () => number;

  constructor(clock: () => number, keep: number) {
    this.clock = clock;
    this.keep = keep;
  }

  get hash(): number {
    return this.state >>> 0;
  }

  /** FNV-1a over numbers: cheap enough for every frame of a run. */
  count(value: number): void {
    this.state = Math.imul(this.state ^ (value | 0), 0x01000193);
  }

  say(line: string): void {
    const at = this.clock();
    this.count(at);
    for (let i = 0; i < line.length; i++) this.count(line.charCodeAt(i));
    if (this.keep === 0) return;
    this.lines.push(`${(at / 1000).toFixed(3)} ${line}`);
    if (this.lines.length > 2 * this.keep) this.lines.splice(0, this.keep);
  }

  tail(): string[] {
    return this.lines.slice(-this.keep);
  }
}
