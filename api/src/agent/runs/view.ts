import type { RefKind } from '@trashfire/shared/api/ask-context';
import type { RunStepView, RunView } from '@trashfire/shared/api/contract';
import { RecordId } from '@trashfire/shared/document/schema';
import { z } from 'zod';
import { askOf } from '../../features/chat/presenter.ts';
import { presentPerson } from '../../features/session/person.ts';
import type { RunRow, StepRow } from './repo.ts';

const Offers = z.array(z.object({ label: z.string(), ask: z.string() })).catch([]);

/** @param said the run's text as it is being spoken, ahead of the row; the row's when left out. */
export function presentRun(run: RunRow, said: string = run.text): RunView {
  return {
    id: run.id,
    episodeId: run.episodeId,
    state: run.state,
    task: run.task,
    context: askOf(run.context),
    askedBy: presentPerson(run.askedBy),
    model: run.model,
    steps: run.steps.map(presentStep),
    text: said,
    offers: Offers.parse(run.offers),
    cost: String(run.cost),
    reason: run.reason,
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

function presentStep({ index, tool, label, state, detail, input, startedAt, finishedAt }: StepRow): RunStepView {
  const ms = startedAt === null || finishedAt === null ? null : finishedAt.getTime() - startedAt.getTime();
  return { index, tool, label, state, detail, about: aboutOf(input), ms };
}

/** Which argument of a tool names what. */
const NAMED: readonly (readonly [string, RefKind])[] = [
  ['sceneIds', 'scene'],
  ['shotId', 'shot'],
  ['blockId', 'line'],
  ['after', 'line'],
  ['characterId', 'character'],
];
/** More places than a step's row has room for. */
const MOST_ABOUT = 12;

/** What a call names by id; arguments that no tool would take name nothing. */
function aboutOf(input: unknown): RunStepView['about'] {
  if (typeof input !== 'object' || input === null) return [];
  const args = new Map<string, unknown>(Object.entries(input));
  return NAMED.flatMap(([key, kind]) => {
    const value = args.get(key);
    const ids = Array.isArray(value) ? value : [value];
    return ids.flatMap((id) => (RecordId.safeParse(id).success ? [{ kind, id: String(id) }] : []));
  }).slice(0, MOST_ABOUT);
}
