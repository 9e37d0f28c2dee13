import type { AskRef } from '@trashfire/shared/api/ask-context';
import type { Target } from './target.ts';
import type { AnyTool } from './tools/tool.ts';
import type { World } from './world.ts';

/** One tool a mind wants used. `args` are checked by the tool's schema before anything happens. */
export interface ToolCall {
  readonly tool: string;
  readonly args: unknown;
}

export interface ToolOutcome {
  readonly call: ToolCall;
  readonly ok: boolean;
  /** What happened, in words for people; for a failure why, and what to do. */
  readonly detail: string;
  /** What a model reads of it; null when there is nothing beyond `detail`. */
  readonly data: unknown;
}

/** Something to click: `ask` is what is then asked. */
export interface Offer {
  readonly label: string;
  readonly ask: string;
}

/** One line of the room's conversation before the task. */
export interface RoomLine {
  readonly who: string;
  readonly text: string;
}

/** All a mind has while it works on one task. */
export interface Turn {
  readonly task: string;
  /** What the asker named: edits stay inside it, whatever the mind wants. */
  readonly target: Target;
  /** What the asker pointed at and is there. */
  readonly refs: readonly AskRef[];
  readonly room: readonly RoomLine[];
  /** To read; edits go through tools. */
  readonly world: World;
  readonly tools: ReadonlyMap<string, AnyTool>;
  /** Fires on Stop, at a limit and when the process ends. */
  readonly signal: AbortSignal;
  /** Streams words to the room. */
  say(text: string): Promise<void>;
  /** Writes all calls down as steps, then runs them one by one; a refused or failed one is an outcome like any other. */
  call(calls: readonly ToolCall[]): AsyncIterable<ToolOutcome>;
  /** Adds to what the run has cost. @param micros micro-dollars. */
  spend(micros: bigint): void;
  offer(offer: Offer): void;
}

/** Plans and drives one run: the offline drafter or a model behind one port. */
export interface Mind {
  /** Shown in the product (R8). */
  readonly label: string;
  /** @throws RunEnded with the reason when it cannot go on. */
  think(turn: Turn): Promise<void>;
}

/** A run that ends before its task is done. The message is for people: what happened and what to do. */
export class RunEnded extends Error {
  override readonly name = 'RunEnded';
  readonly state: 'stopped' | 'failed';

  constructor(state: 'stopped' | 'failed', message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.state = state;
  }
}
