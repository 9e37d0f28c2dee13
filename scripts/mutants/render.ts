import type { Mutant } from './mutant.ts';

const RENDER = ['api/src/features/render/render.integration.test.ts'];
const ATTEMPTS = 'api/src/features/render/attempts.ts';
const SWEEP = 'api/src/scheduler/sweep.ts';
const DISPATCHER = 'api/src/scheduler/dispatcher.ts';
const REQUEST = 'api/src/features/render/request.ts';

/** What stands between a team and paying for the wrong thing, twice, or for nothing (R4), and between two workers and one task (R6). */
export const RENDER_MUTANTS: readonly Mutant[] = [
  {
    why: 'R4: an outcome of an overtaken attempt would be committed over the newer one',
    file: ATTEMPTS,
    find: `if (!task || task.fence !== fence || task.state !== 'running') {`,
    replace: `if (!task || task.state !== 'running') {`,
    tests: RENDER,
  },
  {
    why: 'R4: a claim would not raise the fence, so the worker before could still change things',
    file: ATTEMPTS,
    find: 'const fence = task.fence + 1;',
    replace: 'const fence = task.fence;',
    tests: RENDER,
  },
  {
    why: 'R6: a beat of an overtaken attempt would be told to go on',
    file: ATTEMPTS,
    find: `where: { id: taskId, fence, state: 'running' },`,
    replace: `where: { id: taskId, state: 'running' },`,
    tests: RENDER,
  },
  {
    why: 'R6: a job delivered twice would take its task from a worker that lives',
    file: ATTEMPTS,
    find: 'Date.now() - task.beat_at.getTime() < BEAT_FRESH_MS',
    replace: 'Date.now() - task.beat_at.getTime() < 0',
    tests: RENDER,
  },
  {
    why: 'R4: a request would cost more than the person was shown',
    file: REQUEST,
    find: 'if (cost > request.ceiling) {',
    replace: 'if (cost < 0n) {',
    tests: RENDER,
  },
  {
    why: 'R4: two requests at once for one shot would both pay for it',
    file: REQUEST,
    find: 'await lockTeam(tx, request.teamId);',
    replace: '',
    tests: RENDER,
  },
  {
    why: 'R4: what was reserved would not come back after a cancel',
    file: REQUEST,
    find: `data: { state: 'cancelled', finishedAt: new Date() } });
  await release(tx, request);`,
    replace: `data: { state: 'cancelled', finishedAt: new Date() } });`,
    tests: RENDER,
  },
  {
    why: 'R5: two last outcomes at once would each wait for the other, and the request would stay open for ever',
    file: ATTEMPTS,
    find: `      await lockTeamOf(tx, taskId);
      const task = await lockTask(tx, taskId);`,
    replace: '      const task = await lockTask(tx, taskId);',
    tests: RENDER,
  },
  {
    why: 'R4: the sweep would bring back a task that was cancelled while it looked',
    file: SWEEP,
    find: 'where: { id: task.id, ...isLost },',
    replace: 'where: { id: task.id },',
    tests: RENDER,
  },
  {
    why: 'R4: the dispatcher would release a task that was cancelled while it looked',
    file: DISPATCHER,
    find: `const still = { id: task.id, state: 'waiting' as const };`,
    replace: 'const still = { id: task.id };',
    tests: RENDER,
  },
  {
    why: 'R6: Stop and the dispatcher would each wait for the other, and Postgres would end one of them',
    file: 'api/src/features/render/task-lock.ts',
    find: ' ORDER BY id FOR NO KEY UPDATE',
    replace: ' ORDER BY id DESC FOR NO KEY UPDATE',
    tests: RENDER,
  },
  {
    why: 'R6: pictures whose jobs were lost would all come back at the head of the queue, in any order',
    file: SWEEP,
    find: 'last?.priority ?? 1',
    replace: '1',
    tests: RENDER,
  },
  {
    why: 'R5: a render that is under way would leave the Queue room, and nobody could stop it',
    file: 'api/src/features/render/views.ts',
    find: "ORDER BY (r.state = 'open') DESC, r.created_at",
    replace: 'ORDER BY r.created_at',
    tests: ['tests/api/queue-view.integration.test.ts'],
  },
  {
    why: 'R5: a scene that failed would be forgotten when another scene of the episode is asked for',
    file: 'api/src/features/render/views.ts',
    find: 'AND (n.scene_id IS NULL OR n.scene_id = r.scene_id)',
    replace: '',
    tests: ['tests/api/queue-view.integration.test.ts'],
  },
  {
    why: 'R6: a listener whose line fell silent would hear nothing more, for hours',
    file: 'prisma/src/connect.ts',
    find: "next.query('SELECT 1')",
    replace: 'Promise.resolve()',
    tests: ['prisma/src/connect.integration.test.ts'],
  },
  {
    why: 'R7: a picture that cannot be drawn would be asked for again after every outcome, for ever',
    file: 'api/src/scheduler/stills.ts',
    find: 'finishedAt !== null && finishedAt < failedBefore',
    replace: 'finishedAt !== null',
    tests: ['tests/api/stills.integration.test.ts'],
  },
  {
    why: 'R3: an attempt could have any shot of the team signed by naming it',
    file: 'api/src/features/render/worker-service.ts',
    find: "cut.manifest -> 'shots' @> jsonb_build_array",
    replace: "'[]'::jsonb <> jsonb_build_array",
    tests: ['tests/api/render.integration.test.ts'],
  },
  {
    why: 'R7: half an emoji in one line would keep an episode from being rendered',
    file: 'shared/src/render/plan-script.ts',
    find: `text.toWellFormed().replaceAll('\\0', '')`,
    replace: 'text',
    tests: ['shared/src/render/plan.test.ts'],
  },
  {
    why: 'R1: a disk that fills up within the last piece would leave half an asset that looks whole',
    file: 'api/src/features/assets/folder-store.ts',
    find: 'await file.writeFile(verified(bytes, key.hash, size));',
    replace: 'for await (const piece of verified(bytes, key.hash, size)) await file.write(piece);',
    tests: ['api/src/features/assets/store.test.ts'],
  },
  {
    why: 'R5: a shot that takes too long would be left without a word',
    file: 'render-worker/src/worker.ts',
    find: 'if (why !== null && !(why instanceof AppError)) return null;',
    replace: 'if (why !== null) return null;',
    tests: ['render-worker/src/worker.test.ts'],
  },
  {
    why: 'R4: a deleted episode would go on being rendered and paid for',
    file: 'api/src/features/series/repo.ts',
    find: 'await cancelRendersOf(tx, teamId, ids);',
    replace: '',
    tests: ['tests/api/queue-view.integration.test.ts'],
  },
  {
    why: 'R4: a request on its way while its episode is deleted would be paid for, seen by nobody',
    file: REQUEST,
    find: 'if ((await tx.episode.count({ where: { id: episodeId, teamId, deletedAt: null } })) === 0)',
    replace: 'if ((await tx.episode.count({ where: { id: episodeId, teamId } })) === 0)',
    tests: ['tests/api/queue-view.integration.test.ts'],
  },
  {
    why: 'a new shot’s still would wait for a shot to be done: its process would be one that shots may take',
    file: 'render-worker/src/main.ts',
    find: 'const STILL_PLACES = 1;',
    replace: 'const STILL_PLACES = 0;',
    tests: ['tests/episode/still-beside-render.integration.test.ts'],
  },
  {
    why: 'R1: a plan made right after an edit could be of the script before it',
    file: 'api/src/features/documents/reader.ts',
    find: 'turn.next ??= turn.running.then(again, again);',
    replace: 'turn.next ??= turn.running;',
    tests: ['api/src/features/documents/reader.integration.test.ts'],
  },
];
