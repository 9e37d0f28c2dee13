import type { RunView } from '@trashfire/shared/api/contract';
import { z } from 'zod';
import { presentPerson } from '../../features/session/person.ts';
import type { RunRow } from './repo.ts';

const Offers = z.array(z.object({ label: z.string(), ask: z.string() })).catch([]);

/** @param said the run's text as it is being spoken, ahead of the row; the row's when left out. */
export function presentRun(run: RunRow, said: string = run.text): RunView {
  return {
    id: run.id,
    episodeId: run.episodeId,
    state: run.state,
    task: run.task,
    askedBy: presentPerson(run.askedBy),
    model: run.model,
    steps: run.steps.map(({ index, tool, label, state, detail }) => ({ index, tool, label, state, detail })),
    text: said,
    offers: Offers.parse(run.offers),
    cost: String(run.cost),
    reason: run.reason,
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}
