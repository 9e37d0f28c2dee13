import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '@trashfire/prisma/client';
import { creditBalance, postTransaction } from '@trashfire/prisma/ledger';
import { can } from '@trashfire/shared/access/roles';
import { plainMarkdown } from '@trashfire/shared/api/cite';
import { asAppError } from '@trashfire/shared/errors/app-error';
import { say } from '@trashfire/shared/errors/say';
import { MESSAGE_INCLUDE, presentMessage } from '../../features/chat/presenter.ts';
import type { DocumentWriter } from '../../features/documents/writer.ts';
import type { Emit } from '../../realtime/rooms.ts';
import { createTicker } from '../../scheduler/ticker.ts';
import type { AskTarget } from '../ask-target.ts';
import { BEAT_MS, RUN_LIMITS, type RunLimits, TAKEOVER_MS } from '../limits.ts';
import { type Mind, type Offer, RunEnded, type Turn } from '../mind.ts';
import { TOOLS } from '../tools/index.ts';
import { createJournal } from './journal.ts';
import type { LiveRuns } from './live-runs.ts';
import { openRoom, type Room } from './open-room.ts';
import { beatRun, claimRun, endRun, loadRun, type RunEnding, type RunRow } from './repo.ts';
import { createSpeech, type Speech } from './speech.ts';
import { presentRun } from './view.ts';

/** The mind of a team at this moment: a key pasted a second ago counts. */
export interface ChosenMind {
  mind: Mind;
  /** The studio's own key: the run is charged to the team's credits. A pasted key is billed by its provider. */
  studioPays: boolean;
}

export interface ExecuteDeps {
  prisma: PrismaClient;
  open: DocumentWriter['open'];
  chooseMind(teamId: string): Promise<ChosenMind>;
  emit: Emit;
  live: LiveRuns;
  log: { warn(fields: object, text: string): void };
  limits?: RunLimits;
  /** Milliseconds between two pieces of a sentence that was ready at once. */
  paceMs?: number;
  takeoverMs?: number;
}

const PACE_MS = 8;
const SHUT_DOWN = 'The studio was shut down in the middle of this. What is done stays; ask again to go on.';

/** Carries one run from its row to its end. Resolves when the run is over or somebody else's; never rejects for what a run may meet. */
export async function executeRun(deps: ExecuteDeps, runId: string, queueSignal: AbortSignal): Promise<void> {
  const { prisma, limits = RUN_LIMITS, takeoverMs = TAKEOVER_MS } = deps;
  const before = await loadRun(prisma, runId);
  if (before === null || (before.state !== 'queued' && before.state !== 'running')) return;
  const { mind, studioPays } = await deps.chooseMind(before.teamId);
  const owner = randomUUID();
  if (!(await claimRun(prisma, runId, owner, mind.label, takeoverMs))) return;
  const run = await loadRun(prisma, runId);
  if (run === null) return;

  const stop = new AbortController();
  const cutOff = cutOffs(stop, queueSignal, limits);
  const state: Live = { run, owner, stop, offers: [], cost: run.cost, speech: speechOf(deps, run, stop.signal) };
  const leave = deps.live.add(runId, {
    said: () => state.speech.text,
    stop: () => stop.abort(new RunEnded('stopped', `Stopped. ${progress(run)}`)),
    shutDown: () => stop.abort(new RunEnded('failed', SHUT_DOWN)),
  });
  const beat = beating(deps, state);
  let room: Room | null = null;
  try {
    if (run.stopRequestedAt !== null) throw new RunEnded('stopped', 'Stopped before it began.');
    deps.emit({ episode: run.episodeId }, 'run.changed', { run: presentRun(run) });
    const budget = studioPays ? min(limits.cost, await creditBalance(prisma, run.teamId)) : limits.cost;
    room = await openRoom({ ...deps, run, signal: stop.signal, onClosed: (why) => stop.abort(new RunEnded('failed', why)) });
    await drive(deps, state, room, mind, { ...limits, cost: budget });
    stop.signal.throwIfAborted();
    await finish(deps, state, studioPays, { state: 'done', reason: null });
  } catch (error) {
    // Whatever a Stop made fail on its way, the Stop is the reason.
    await finish(deps, state, studioPays, endingOf(deps, state, stop.signal.aborted ? stop.signal.reason : error));
  } finally {
    cutOff();
    await beat.stop();
    room?.close();
    leave();
  }
}

interface Live {
  run: RunRow;
  owner: string;
  stop: AbortController;
  offers: Offer[];
  cost: bigint;
  speech: Speech;
}

/** The run was taken by another process: this one writes nothing more. */
const TAKEN = Symbol('taken');
const MOST_OFFERS = 3;

async function drive(deps: ExecuteDeps, state: Live, room: Room, mind: Mind, limits: RunLimits): Promise<void> {
  const { run, stop } = state;
  const offer = (label: string, ask: string) => {
    if (state.offers.length < MOST_OFFERS && !state.offers.some((other) => other.ask === ask)) state.offers.push({ label, ask });
  };
  const journal = createJournal({
    prisma: deps.prisma,
    run,
    world: room.world,
    target: room.ask.target,
    tools: TOOLS,
    limits,
    signal: stop.signal,
    mayEdit: () => mayEdit(deps.prisma, run),
    offer,
    onChange: () => changed(deps, state),
  });
  if (run.steps.length > 0) {
    for await (const _ of journal.resume());
    await state.speech.say(
      '\n\nThe studio was restarted in the middle of this. I finished the steps that were planned, none twice.',
    );
    offer('Go on', run.task);
    return;
  }
  const turn: Turn = {
    task: run.task,
    target: room.ask.target,
    refs: room.ask.refs,
    room: room.talk,
    world: room.world,
    tools: TOOLS,
    signal: stop.signal,
    say: (text) => state.speech.say(text),
    call: (calls) => journal.call(calls),
    offer: ({ label, ask }) => offer(label, ask),
    spend(micros) {
      state.cost += micros;
      if (state.cost > limits.cost) {
        throw new RunEnded('stopped', `This run reached its limit of cost. ${progress(run)} Ask again to go on from here.`);
      }
    },
  };
  await sayGone(turn, room.ask);
  await mind.think(turn);
}

/** What was pointed at and is gone is said before anything is done; where nothing of it is left, nothing is. */
async function sayGone({ say }: Turn, { gone, lost }: AskTarget): Promise<void> {
  if (gone.length === 0) return;
  const names = gone.map(({ label }) => plainMarkdown(label)).join(', ');
  if (lost) {
    throw new RunEnded(
      'failed',
      `What this was about is gone: ${names}. Nothing was changed. Point at something else and ask again.`,
    );
  }
  await say(`${names} ${gone.length === 1 ? 'is' : 'are'} gone, so I left that out.\n\n`);
}

async function mayEdit(prisma: PrismaClient, { teamId, askedById }: RunRow): Promise<boolean> {
  const member = await prisma.membership.findUnique({ where: { teamId_personId: { teamId, personId: askedById } } });
  return member !== null && can(member.role, 'document.write') && can(member.role, 'agent.run');
}

async function finish(
  deps: ExecuteDeps,
  state: Live,
  studioPays: boolean,
  how: Pick<RunEnding, 'state' | 'reason'> | typeof TAKEN,
): Promise<void> {
  if (how === TAKEN) return;
  const { run, owner, cost, offers, speech } = state;
  const message = await deps.prisma.$transaction(async (tx) => {
    const ended = await endRun(tx, run, owner, { ...how, text: speech.text, cost, offers });
    if (ended === false) return false;
    const amount = studioPays ? min(cost, await creditBalance(tx, run.teamId)) : 0n;
    if (amount > 0n) {
      const mode = (await tx.plan.findUnique({ where: { teamId: run.teamId } }))?.mode ?? 'mock';
      const posting = { kind: 'charge', mode, key: `run:${run.id}`, memo: 'Agent run', from: 'credits', to: 'spent' } as const;
      await postTransaction(tx, { ...posting, teamId: run.teamId, amount });
    }
    return ended === null ? null : await tx.chatMessage.findUnique({ where: { id: ended }, include: MESSAGE_INCLUDE });
  });
  if (message === false) return;
  if (message !== null) {
    const said = presentMessage(message);
    deps.emit({ episode: run.episodeId }, 'chat.message', { message: said });
  }
  const over = await loadRun(deps.prisma, run.id);
  if (over !== null) deps.emit({ episode: run.episodeId }, 'run.changed', { run: presentRun(over) });
}

function endingOf(deps: ExecuteDeps, state: Live, error: unknown): Pick<RunEnding, 'state' | 'reason'> | typeof TAKEN {
  if (error === TAKEN) return TAKEN;
  if (state.offers.length < MOST_OFFERS) state.offers.push({ label: 'Go on', ask: state.run.task });
  if (error instanceof RunEnded) return { state: error.state, reason: error.message };
  const known = asAppError(error);
  if (known.code === 'internal') deps.log.warn({ err: error, runId: state.run.id }, 'an agent run failed');
  return { state: 'failed', reason: `${known.message} ${progress(state.run)}` };
}

/** @returns where a run is, for people: what is done stays, because every step is one whole edit. */
export function progress({ steps }: Pick<RunRow, 'steps'>): string {
  const done = steps.filter((step) => step.state === 'done').length;
  return steps.length === 0
    ? say`Nothing was changed.`
    : say`${done} of ${steps.length} steps are done and stay; nothing is half-done.`;
}

function changed({ emit }: ExecuteDeps, { run, speech, cost }: Live): void {
  emit({ episode: run.episodeId }, 'run.changed', { run: presentRun({ ...run, cost }, speech.text) });
}

function speechOf({ emit, paceMs = PACE_MS }: ExecuteDeps, run: RunRow, signal: AbortSignal): Speech {
  const { id: runId, episodeId } = run;
  const onPiece = (offset: number, text: string) => emit({ episode: episodeId }, 'run.token', { runId, episodeId, offset, text });
  return createSpeech({ before: run.steps.length > 0 ? run.text : '', signal, paceMs, onPiece });
}

/** Says every now and then that the run lives, and finds out when it is no longer ours. */
function beating({ prisma, log }: ExecuteDeps, state: Live) {
  const { run, owner, stop } = state;
  const beat = async () => {
    if (!(await beatRun(prisma, run.id, owner, state.speech.text, state.cost))) stop.abort(TAKEN);
  };
  return createTicker(BEAT_MS, beat, (error) => log.warn({ err: error, runId: run.id }, 'a run could not say that it lives'));
}

/** The ends that come from outside: the clock and the queue, which has a clock of its own. @returns what takes them away again. */
function cutOffs(stop: AbortController, queueSignal: AbortSignal, limits: RunLimits): () => void {
  const onTime = () => {
    stop.abort(new RunEnded('stopped', `This run reached its limit of ${limits.ms / 1000} s. Ask again to go on from here.`));
  };
  const timer = setTimeout(onTime, limits.ms);
  const onQueue = () => {
    const late = queueSignal.reason instanceof Error && queueSignal.reason.name === 'TimeoutError';
    if (late) onTime();
    else stop.abort(new RunEnded('failed', SHUT_DOWN));
  };
  if (queueSignal.aborted) onQueue();
  else queueSignal.addEventListener('abort', onQueue, { once: true });
  return () => {
    clearTimeout(timer);
    queueSignal.removeEventListener('abort', onQueue);
  };
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
