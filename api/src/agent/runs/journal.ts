import type { PrismaClient } from '@trashfire/prisma/client';
import { asAppError } from '@trashfire/shared/errors/app-error';
import { zodWords } from '@trashfire/shared/errors/zod-words';
import { type Beyond, beyondTarget } from '../ask-target.ts';
import type { RunLimits } from '../limits.ts';
import { RunEnded, type ToolCall, type ToolOutcome } from '../mind.ts';
import type { Target } from '../target.ts';
import type { AnyTool, ToolContext } from '../tools/tool.ts';
import { targetWords } from '../tools/tool.ts';
import type { World } from '../world.ts';
import { insertSteps, type RunRow, type StepRow, settleStep, startStep } from './repo.ts';

interface Deps {
  prisma: PrismaClient;
  run: RunRow;
  world: World;
  target: Target;
  tools: ReadonlyMap<string, AnyTool>;
  limits: RunLimits;
  signal: AbortSignal;
  /** Whether the asker may still edit, asked before every edit. */
  mayEdit(): Promise<boolean>;
  offer: ToolContext['offer'];
  /** A step was written or changed. */
  onChange(): void;
}

/** Calls tools and keeps the book: each step is a row before it runs, so a crash shows what was under way (DESIGN §6). */
export interface Journal {
  call(calls: readonly ToolCall[]): AsyncGenerator<ToolOutcome>;
  /** Runs what a process that died had planned and not finished; what it had written is not written again (R6). */
  resume(): AsyncGenerator<ToolOutcome>;
}

/** The journal of one run; `deps.signal` ends it before the next step, and its reason is what the generators then throw. */
export function createJournal(deps: Deps): Journal {
  const { prisma, run, world, tools, limits, signal, onChange } = deps;

  async function* perform(steps: readonly { row: StepRow; call: ToolCall }[]): AsyncGenerator<ToolOutcome> {
    for (const { row, call } of steps) {
      signal.throwIfAborted();
      await startStep(prisma, run.id, row.index);
      row.state = 'running';
      onChange();
      const outcome = await attempt(deps, row.index, call);
      await settleStep(prisma, run.id, row.index, outcome.ok, outcome.detail);
      row.state = outcome.ok ? 'done' : 'failed';
      row.detail = outcome.detail;
      onChange();
      yield outcome;
    }
  }

  return {
    async *call(calls) {
      signal.throwIfAborted();
      const room = limits.toolCalls - run.steps.length;
      const allowed = calls.slice(0, Math.max(0, room));
      const rows = allowed.map((call, i) => newRow(run, run.steps.length + i, call, labelOf(tools, call, world)));
      if (rows.length > 0) {
        await insertSteps(prisma, run, rows);
        run.steps.push(...rows);
        onChange();
        yield* perform(rows.map((row, i) => ({ row, call: allowed[i] ?? { tool: row.tool, args: {} } })));
      }
      if (allowed.length < calls.length) {
        throw new RunEnded('stopped', `This run reached its limit of ${limits.toolCalls} steps. Ask again to go on from here.`);
      }
    },
    async *resume() {
      const open = run.steps.filter((row) => row.state === 'planned' || row.state === 'running');
      yield* perform(open.map((row) => ({ row, call: { tool: row.tool, args: row.input } })));
    },
  };
}

/** Everything that may refuse a call stands here, outside of any model: schema, rights, and the target the asker named (faults 38). */
async function attempt(deps: Deps, step: number, call: ToolCall): Promise<ToolOutcome> {
  const { tools, world, target, signal, mayEdit, offer } = deps;
  const refused = (detail: string): ToolOutcome => ({ call, ok: false, detail, data: null });
  const tool = tools.get(call.tool);
  if (!tool) return refused(`There is no tool ${call.tool}. Use one of: ${[...tools.keys()].join(', ')}.`);
  const parsed = tool.args.safeParse(call.args);
  if (!parsed.success) return refused(`${call.tool}: ${zodWords(parsed.error)}`);
  try {
    const reach = tool.reach(parsed.data, world);
    if (reach.scenes.length > 0 || reach.bible !== 'nothing') {
      if (!(await mayEdit())) throw new RunEnded('failed', 'Your role no longer allows edits. Ask the owner of the team.');
      const beyond = beyondTarget(reach, target);
      if (beyond !== null) return refused(REFUSALS[beyond](targetWords(target, world)));
    }
    const { detail, data = null } = await tool.run(parsed.data, { world, step, again: target.again, signal, offer });
    return { call, ok: true, detail, data };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RunEnded) throw error;
    const known = asAppError(error);
    if (known.code === 'internal') throw error;
    return refused(known.message);
  }
}

const REFUSALS: Readonly<Record<Beyond, (asked: string) => string>> = {
  'read-only': () => 'This was asked as a question, so nothing is changed. Offer the change instead.',
  bible: (asked) => `Only ${asked} was asked for, so the bible stays as it is. Offer the change instead.`,
  elsewhere: (asked) => `Only ${asked} was asked for. Offer the rest instead.`,
};

function labelOf(tools: ReadonlyMap<string, AnyTool>, call: ToolCall, world: World): string {
  const tool = tools.get(call.tool);
  const parsed = tool?.args.safeParse(call.args);
  return (tool && parsed?.success ? tool.label(parsed.data, world) : call.tool).slice(0, 200);
}

function newRow(run: RunRow, index: number, call: ToolCall, label: string): StepRow & { input: StepRow['input'] } {
  return {
    runId: run.id,
    teamId: run.teamId,
    index,
    tool: call.tool.slice(0, 80),
    label,
    state: 'planned',
    detail: null,
    input: JSON.parse(JSON.stringify(call.args ?? {})) as StepRow['input'],
    result: null,
    startedAt: null,
    finishedAt: null,
    createdAt: new Date(0),
  };
}
