import type { Utterance } from './read-script.ts';
import type { ScriptVoice } from './script-voice.ts';

export interface Reading {
  readonly state: 'reading' | 'paused';
  readonly blockId: string;
  readonly speaker: string | null;
}

interface ReaderDeps {
  readonly port: ScriptVoice;
  /** The script as it is now: asked for each line anew, so that what others write meanwhile is read. */
  readonly script: () => readonly Utterance[];
  /** Null: nothing is read any more. */
  readonly onChange: (reading: Reading | null) => void;
  readonly onError: (error: unknown) => void;
}

/** Reads a script line by line. One at a time; whoever makes it stops it. */
export class Reader {
  readonly #deps: ReaderDeps;
  #reading: Reading | null = null;
  /** The lines from this one on as they were when it began: where it is removed, reading goes on at the next that is still there. */
  #ahead: readonly string[] = [];
  #behind: readonly string[] = [];
  /** What is said now; anything older has been broken off. */
  #turn = 0;

  constructor(deps: ReaderDeps) {
    this.#deps = deps;
  }

  get reading(): Reading | null {
    return this.#reading;
  }

  /** Reads on from a line, also one that is read already: it begins again. */
  readFrom(blockId: string): void {
    void this.#read(blockId);
  }

  pause(): void {
    if (this.#reading?.state !== 'reading') return;
    this.#deps.port.pause();
    this.#set({ ...this.#reading, state: 'paused' });
  }

  resume(): void {
    if (this.#reading?.state !== 'paused') return;
    this.#deps.port.resume();
    this.#set({ ...this.#reading, state: 'reading' });
  }

  /** To the line before or behind; behind the last one reading ends, before the first it begins again. */
  step(by: 1 | -1): void {
    const next = by === 1 ? this.#next() : (this.#before() ?? this.#reading?.blockId ?? null);
    if (next === null) this.stop();
    else void this.#read(next);
  }

  stop(): void {
    this.#turn += 1;
    if (this.#reading === null) return;
    this.#deps.port.stop();
    this.#set(null);
  }

  #set(reading: Reading | null): void {
    this.#reading = reading;
    this.#deps.onChange(reading);
  }

  #next(): string | null {
    const here = new Set(this.#deps.script().map(({ blockId }) => blockId));
    const at = this.#reading?.blockId ?? '';
    // What was put in right behind the line meanwhile comes first.
    if (here.has(at)) {
      const script = this.#deps.script();
      return script[script.findIndex(({ blockId }) => blockId === at) + 1]?.blockId ?? null;
    }
    return this.#ahead.find((id) => here.has(id)) ?? null;
  }

  #before(): string | null {
    const script = this.#deps.script();
    const at = script.findIndex(({ blockId }) => blockId === this.#reading?.blockId);
    if (at !== -1) return script[at - 1]?.blockId ?? null;
    const here = new Set(script.map(({ blockId }) => blockId));
    return this.#behind.findLast((id) => here.has(id)) ?? null;
  }

  #prepare(line: Utterance, index: number, behind: Utterance | undefined): void {
    const { port } = this.#deps;
    const part = line.parts[index];
    const first = behind?.parts[0];
    if (part !== undefined) port.prepare(part, line);
    else if (behind !== undefined && first !== undefined) port.prepare(first, behind);
  }

  async #read(first: string): Promise<void> {
    const { port, script, onError } = this.#deps;
    this.#turn += 1;
    const turn = this.#turn;
    // A paused voice says nothing new.
    port.stop();
    let next: string | null = first;
    try {
      while (next !== null) {
        const lines = script();
        const at = lines.findIndex(({ blockId }) => blockId === next);
        const line = lines[at];
        if (line === undefined) break;
        this.#ahead = lines.slice(at + 1).map(({ blockId }) => blockId);
        this.#behind = lines.slice(0, at).map(({ blockId }) => blockId);
        this.#set({ state: 'reading', blockId: line.blockId, speaker: line.speaker });
        for (const [index, part] of line.parts.entries()) {
          const saying = port.say(part, line);
          this.#prepare(line, index + 1, lines[at + 1]);
          const whole = await saying;
          if (turn !== this.#turn) return;
          if (!whole) {
            this.stop();
            return;
          }
        }
        next = this.#next();
      }
    } catch (error) {
      if (turn !== this.#turn) return;
      onError(error);
    }
    this.stop();
  }
}
