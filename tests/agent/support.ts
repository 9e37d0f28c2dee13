import { createPrisma, type PrismaClient } from '@trashfire/prisma/client';
import { createDocument } from '@trashfire/prisma/document-log';
import type { Role } from '@trashfire/shared/access/roles';
import { type AskContext, NO_CONTEXT } from '@trashfire/shared/api/ask-context';
import type { RunView } from '@trashfire/shared/api/contract';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { importScript } from '@trashfire/shared/document/commands/import-script';
import { type DocumentName, documentName } from '@trashfire/shared/document/names';
import { newId } from '@trashfire/shared/ids';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import type { EventName, EventPayload } from '@trashfire/shared/realtime/events';
import { pino } from 'pino';
import type { Mind } from '../../api/src/agent/mind.ts';
import { createOfflineMind } from '../../api/src/agent/minds/offline/offline-mind.ts';
import { type ExecuteDeps, executeRun } from '../../api/src/agent/runs/execute.ts';
import { createLiveRuns, type LiveRuns } from '../../api/src/agent/runs/live-runs.ts';
import { type AgentService, createAgentService } from '../../api/src/agent/service.ts';
import { createDocumentWriter } from '../../api/src/features/documents/writer.ts';
import { CollabHarness, type Node, type Person, TICKET_SECRET } from '../../collab-server/src/testing/harness.ts';

export type Heard = { [E in EventName]: { event: E; payload: EventPayload<E> } }[EventName];

export interface Episode {
  id: string;
  seriesId: string;
  script: DocumentName;
  bible: DocumentName;
}

/** A real database, a real collab-server and the agent on them; what it says to the room is kept in `heard`. */
export class AgentHarness {
  readonly collab: CollabHarness;
  readonly node: Node;
  readonly prisma: PrismaClient;
  readonly heard: Heard[] = [];
  /** What went wrong beside the runs; nothing may. */
  readonly failures: unknown[] = [];
  readonly live: LiveRuns;
  readonly service: AgentService;

  private constructor(collab: CollabHarness, node: Node) {
    this.collab = collab;
    this.node = node;
    this.prisma = createPrisma(collab.database.url, 5);
    this.live = createLiveRuns({ prisma: this.prisma, onError: (error) => this.failures.push(error) });
    this.service = createAgentService({
      prisma: this.prisma,
      live: this.live,
      emit: this.emit,
      mindLabel: () => Promise.resolve('offline drafter'),
      onQueued: () => undefined,
    });
  }

  static async start(): Promise<AgentHarness> {
    const collab = await CollabHarness.start();
    return new AgentHarness(collab, await collab.node());
  }

  async close(): Promise<void> {
    await this.live.close();
    await this.prisma.$disconnect();
    await this.collab.close();
    if (this.failures.length > 0) throw new AggregateError(this.failures, 'the poll for stopped runs failed');
  }

  readonly emit = <E extends EventName>(_room: unknown, event: E, payload: EventPayload<E>): void => {
    this.heard.push({ event, payload } as Heard);
  };

  /** Adds an episode with both documents; the script comes in the way an import does. */
  async episode(fountain: string, number = 1, seriesId = newId()): Promise<Episode> {
    const { team: teamId } = this.collab;
    const id = newId();
    const known = await this.prisma.series.findUnique({ where: { id: seriesId } });
    if (known === null) {
      await this.prisma.series.create({ data: { id: seriesId, teamId, title: 'A series' } });
      await createDocument(this.collab.pool, documentName('series', seriesId), teamId);
    }
    await this.prisma.episode.create({ data: { id, teamId, seriesId, number, title: `Episode ${number}` } });
    const script = documentName('episode', id);
    await createDocument(this.collab.pool, script, teamId);
    const importer = this.collab.service(this.node, script, 'import');
    await importer.ready;
    runCommand(importer.doc, importScript, { fountain }, 'import');
    await importer.durable();
    importer.destroy();
    return { id, seriesId, script, bible: documentName('series', seriesId) };
  }

  async person(name: string, role: Role = 'editor'): Promise<Person> {
    return await this.collab.person(name, role);
  }

  async ask(
    person: Person,
    episode: Episode,
    text: string,
    role: Role = 'editor',
    context: AskContext = NO_CONTEXT,
  ): Promise<RunView> {
    const viewer = { teamId: this.collab.team, personId: person.id, role };
    return (await this.service.start({ viewer, episodeId: episode.id, text, context, mentions: [] })).run;
  }

  deps(over: Partial<ExecuteDeps> & { by?: Mind } = {}): ExecuteDeps {
    const { by = createOfflineMind(), ...rest } = over;
    const writer = createDocumentWriter({
      prisma: this.prisma,
      collabUrl: this.node.url,
      ticketSecret: TICKET_SECRET,
      now: () => new Date(),
    });
    return {
      prisma: this.prisma,
      open: writer.open,
      chooseMind: () => Promise.resolve({ mind: by, studioPays: false }),
      emit: this.emit,
      live: this.live,
      log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
      paceMs: 0,
      ...rest,
    };
  }

  /** Asks and carries the run to its end. */
  async run(
    person: Person,
    episode: Episode,
    text: string,
    { context, ...over }: Parameters<AgentHarness['deps']>[0] & { context?: AskContext } = {},
  ): Promise<RunView> {
    const { id } = await this.ask(person, episode, text, 'editor', context);
    await this.execute(id, over);
    return await this.view(id, episode);
  }

  async execute(runId: string, over: Parameters<AgentHarness['deps']>[0] = {}): Promise<void> {
    await executeRun(this.deps(over), runId, new AbortController().signal);
  }

  async view(runId: string, episode: Episode): Promise<RunView> {
    const run = (await this.service.runs(this.collab.team, episode.id)).find(({ id }) => id === runId);
    if (run === undefined) throw new Error('no such run');
    return run;
  }

  async open(person: Person, document: DocumentName): Promise<DocumentSession> {
    const session = this.collab.session(this.node, document, person);
    await session.ready;
    return session;
  }

  tokensOf(runId: string): string {
    return this.heard
      .flatMap((one) => (one.event === 'run.token' && one.payload.runId === runId ? [one.payload.text] : []))
      .join('');
  }
}
