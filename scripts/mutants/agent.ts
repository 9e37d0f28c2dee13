import type { Mutant } from './mutant.ts';

const OFFLINE = ['tests/agent/offline.integration.test.ts'];
const GROQ = ['tests/agent/groq.integration.test.ts'];
const DRAFTER = [
  'api/src/agent/drafter/breakdown.test.ts',
  'api/src/agent/drafter/cast.test.ts',
  'tests/agent/drafter.test.ts',
  'tests/agent/held-out.test.ts',
];
const JOURNAL = 'api/src/agent/runs/journal.ts';
const WORLD = 'api/src/agent/world.ts';

/** What keeps the agent inside its asker's rights and wishes, and its work whole (DESIGN §6). */
export const AGENT_MUTANTS: readonly Mutant[] = [
  {
    why: 'R3: an edit outside the scene that was asked for would be made',
    file: JOURNAL,
    find: 'if (beyond !== null) return refused(REFUSALS[beyond](targetWords(target, world)));',
    replace: '',
    tests: GROQ,
  },
  {
    why: 'R3: who lost the right to edit could still have the agent do it',
    file: 'api/src/agent/runs/open-room.ts',
    find: "if (member === null || !can(member.role, 'agent.run')) throw new AppError('not-allowed');",
    replace: "if (member === null) throw new AppError('not-allowed');",
    tests: OFFLINE,
  },
  {
    why: 'R3: a viewer could hand work to the agent',
    file: 'api/src/agent/service.ts',
    find: "if (!can(viewer.role, 'agent.run')) {",
    replace: 'if (viewer.teamId === undefined) {',
    tests: OFFLINE,
  },
  {
    why: 'R10: a run would go on for ever in steps',
    file: JOURNAL,
    find: 'const room = limits.toolCalls - run.steps.length;',
    replace: 'const room = limits.toolCalls;',
    tests: GROQ,
  },
  {
    why: 'R10: words would come after a Stop',
    file: 'api/src/agent/runs/speech.ts',
    find: 'signal.throwIfAborted();\n        const fits',
    replace: 'const fits',
    tests: ['api/src/agent/runs/speech.test.ts'],
  },
  {
    why: 'R5: what a Stop made fail would be told as a failure of the model',
    file: 'api/src/agent/runs/execute.ts',
    find: 'stop.signal.aborted ? stop.signal.reason : error',
    replace: 'error',
    tests: GROQ,
  },
  {
    why: 'R10: a Stop pressed in another process would never arrive',
    file: 'api/src/agent/runs/live-runs.ts',
    find: 'poll ??= createTicker(pollMs, lookForStops, onError);',
    replace: '',
    tests: OFFLINE,
  },
  {
    why: 'R6: a retried step would be written twice',
    file: WORLD,
    find: 'session.writeOnce(`',
    replace: 'session.writeOnce(String(Math.random()) + `',
    tests: OFFLINE,
  },
  {
    why: 'R6: a run that lives would be taken from its process',
    file: 'api/src/agent/runs/repo.ts',
    find: "(state = 'running' AND updated_at < now()",
    replace: "(state = 'running' AND updated_at < now() + interval '1 hour'",
    tests: OFFLINE,
  },
  {
    why: 'R5: half an answer would be acted upon',
    file: 'api/src/agent/minds/groq/groq-mind.ts',
    find: 'if (answer.finish === null)',
    replace: 'if (answer.text === null)',
    tests: GROQ,
  },
  {
    why: 'R1: shots that people made would be replaced without being asked for',
    file: 'api/src/agent/tools/board.ts',
    find: 'if (!again && shotsOfScene(doc, plan.sceneId).length > 0)',
    replace: 'if (again && shotsOfScene(doc, plan.sceneId).length > 0)',
    tests: OFFLINE,
  },
  {
    why: 'R3: material of the script could close its own tags and speak as the asker',
    file: 'api/src/agent/minds/groq/prompt.ts',
    find: "cut.replaceAll('<', '‹')",
    replace: 'cut',
    tests: GROQ,
  },
  {
    why: 'R8: four shots of one size would follow one another',
    file: 'api/src/agent/drafter/variety.ts',
    find: 'run.length === 3 && run.every((size) => size === option.size)',
    replace: 'run.length === 4 && run.every((size) => size === option.size)',
    tests: DRAFTER,
  },
  {
    why: 'Two neighbours of a scene would be the same picture, and the cut between them would jump',
    file: 'api/src/agent/drafter/variety.ts',
    find: ' && !seen.has(likeness(option))',
    replace: '',
    tests: DRAFTER,
  },
  {
    why: 'Lines before the first heading would be in no shot',
    file: 'api/src/agent/drafter/breakdown.ts',
    find: 'blocks: [...played, ...scene.blocks]',
    replace: 'blocks: scene.blocks',
    tests: DRAFTER,
  },
  {
    why: 'MR. PELL and MRS. PELL would both be PELL',
    file: 'api/src/agent/drafter/merge-names.ts',
    find: "if (frames.includes('masculine') && frames.includes('feminine')) return false;",
    replace: '',
    tests: DRAFTER,
  },
  {
    why: 'Signs and posters (THINK TWICE) would be people',
    file: 'api/src/agent/drafter/introductions.ts',
    find: 'if (WRITTEN.test(before) || WRITTEN_BEHIND.test(after) || QUOTED.test(before)) return false;',
    replace: '',
    tests: DRAFTER,
  },
  {
    why: 'Things behind an article (a GENERATOR) would be people as soon as anything at all is said of them',
    file: 'api/src/agent/drafter/person-signs.ts',
    find: 'const ENOUGH = 4;',
    replace: 'const ENOUGH = 2;',
    tests: DRAFTER,
  },
  {
    why: 'Two who both speak would be one, and lines would change their speaker',
    file: 'api/src/agent/drafter/appositions.ts',
    find: ' || (first.lines > 0 && second.lines > 0)',
    replace: '',
    tests: DRAFTER,
  },
];
