import { shotNumbers } from '@trashfire/shared/document/numbering';
import { z } from 'zod';
import type { Target } from '../target.ts';
import type { World } from '../world.ts';

/** What an edit reaches, for the rule that edits stay inside what the asker named. */
export interface Reach {
  /** Scenes of the episode that it edits. */
  readonly scenes: readonly string[];
  /** Where it edits no more of them than these shots. */
  readonly shots?: readonly string[];
  /** Where it edits no more of them than these blocks of the script, or what follows right behind them. */
  readonly lines?: readonly string[];
  /** Characters and places it alters. */
  readonly records?: readonly string[];
  /** `add` puts something new into the bible, `change` alters what stands there. */
  readonly bible: 'nothing' | 'add' | 'change';
}
export const READS_ONLY: Reach = { scenes: [], bible: 'nothing' };

export interface ToolResult {
  /** One line for people. */
  readonly detail: string;
  /** For a model: bounded before it is sent. */
  readonly data?: unknown;
}

export interface ToolContext {
  readonly world: World;
  /** Index of the step this call is: ids and write keys follow from it, so a retried job makes nothing twice (R6). */
  readonly step: number;
  /** The asker said outright that what stands may be replaced. */
  readonly again: boolean;
  readonly signal: AbortSignal;
  offer(label: string, ask: string): void;
}

/** A tool is one or more commands, a zod schema and a sentence (DESIGN §1). None spends and none deletes. */
export interface Tool<A> {
  readonly name: string;
  /** What a model reads when it chooses. */
  readonly title: string;
  readonly args: z.ZodType<A>;
  /** What the step is called for people, before it runs. */
  label(args: A, world: World): string;
  /** What it edits; {@link READS_ONLY} for a tool that only looks. */
  reach(args: A, world: World): Reach;
  run(args: A, context: ToolContext): Promise<ToolResult>;
}

/** A tool picked by name: its arguments are known to its schema alone. */
export type AnyTool = Tool<unknown>;

/** Declares a tool so that its argument type is taken from its schema. */
export function defineTool<A>(tool: Tool<A>): AnyTool {
  // A tool's functions only ever see what its own schema parsed, so widening the type is safe.
  return tool as unknown as AnyTool;
}

/** "1 shot", "3 shots". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** The number of each shot as people say it: `3B`. */
export function shotNumbersOf(world: World): ReadonlyMap<string, string> {
  return shotNumbers(new Map(world.scenes().map(({ id, number }) => [id, number])), world.board().shots);
}

/** What was asked for, for the reason of a refusal: "scene 2", "shots 2A and 2C". */
export function targetWords({ sceneIds, parts }: Target, world: World): string {
  if (sceneIds === null) return 'the episode';
  if (parts === null) return sceneWords(sceneIds, world).toLowerCase();
  const numbers = shotNumbersOf(world);
  const shots = parts.shots.map((id) => numbers.get(id) ?? '–');
  return [
    ...(parts.scenes.length === 0 ? [] : [sceneWords(parts.scenes, world).toLowerCase()]),
    ...(shots.length === 0 ? [] : [`${shots.length === 1 ? 'shot' : 'shots'} ${shots.join(', ')}`]),
    ...(parts.lines.length === 0 ? [] : [count(parts.lines.length, 'line')]),
    ...(parts.records.length === 0 ? [] : [count(parts.records.length, 'entry of the bible', 'entries of the bible')]),
  ].join(' and ');
}

/** "Scene 2", "Scenes 2–4" or "Scenes 2, 5". */
export function sceneWords(sceneIds: readonly string[], world: World): string {
  const all = world.scenes();
  const numbers = sceneIds.map((id) => all.find((scene) => scene.id === id)?.number ?? '–');
  if (numbers.length <= 1) return `Scene ${numbers[0] ?? '–'}`;
  const plain = numbers.map(Number);
  const inRow = plain.every((n, i) => Number.isInteger(n) && (i === 0 || n === (plain[i - 1] ?? 0) + 1));
  return inRow && numbers.length > 2 ? `Scenes ${numbers[0]}–${numbers.at(-1)}` : `Scenes ${numbers.join(', ')}`;
}

export const NoArgs = z.strictObject({});
