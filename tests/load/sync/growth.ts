import type { Plot } from './report/plot.ts';
import { median } from './report/stats.ts';
import type { Figures } from './rows/row.ts';
import { measureTyping, type TypingLoad } from './rows/typing-load.ts';
import { reasonToVoid } from './run.ts';
import { SUBJECT_NAMES, type SubjectId, startServer } from './subjects.ts';
import { largeDocument } from './workload/trace.ts';
import type { World } from './world.ts';

/** What grows, and how the rest of the load follows. */
interface Growth {
  id: string;
  title: string;
  axis: string;
  points: readonly number[];
  load(point: number): TypingLoad;
}

const MB = 1024 * 1024;
const GROWTHS: readonly Growth[] = [
  {
    id: 'clients',
    title: 'One room, a tenth of its clients typing 10 times a second',
    axis: 'clients in the room',
    points: [50, 100, 200],
    load: (clients) => ({
      rooms: 1,
      clientsPerRoom: clients,
      writersPerRoom: Math.max(1, Math.round(clients / 10)),
      rate: 10,
      observersPerRoom: 20,
    }),
  },
  {
    id: 'rooms',
    title: 'Rooms of 5, one typing 5 times a second in each',
    axis: 'rooms',
    points: [100, 200, 400],
    load: (rooms) => ({ rooms, clientsPerRoom: 5, writersPerRoom: 1, rate: 5, observersPerRoom: 1 }),
  },
  {
    id: 'document',
    title: 'One room of 20, five typing 10 times a second in a larger and larger document',
    axis: 'MB of document',
    points: [1, 2, 4],
    load: (megabytes) => ({
      rooms: 1,
      clientsPerRoom: 20,
      writersPerRoom: 5,
      rate: 10,
      observersPerRoom: 10,
      base: largeDocument(1, megabytes * MB),
    }),
  },
];

const SECONDS = 3;
/** As many as the rows have would take an hour more. */
export const GROWTH_ROUNDS = 3;
const SUBJECTS_SHOWN = ['ours', 'yws', 'hocuspocus'] as const;
const COLORS: Readonly<Record<(typeof SUBJECTS_SHOWN)[number], string>> = {
  ours: '#0b7a75',
  yws: '#b3541e',
  hocuspocus: '#5b4bb7',
};
const PANELS = [
  { figure: 'cpuPercent', title: 'CPU of the server', unit: '% of a core' },
  { figure: 'rssMb', title: 'Memory', unit: 'MB RSS' },
  { figure: 'p99Ms', title: 'p99 of deliveries', unit: 'ms' },
] as const;

/** Medians by server and point; null where no round counts. */
export interface Series {
  id: string;
  axis: string;
  points: readonly number[];
  subjects: { subject: SubjectId; figures: Record<string, (number | null)[]> }[];
}

/** Measures each server at each point, in turns, so that a slow minute falls on all of them. @param rounds of each; their median is drawn. */
export async function measureGrowth(
  world: World,
  servers: readonly SubjectId[],
  rounds: number,
  print: (line: string) => void,
): Promise<{ plot: Plot; series: Series }[]> {
  const grown: { plot: Plot; series: Series }[] = [];
  for (const growth of GROWTHS) {
    print(`\n${growth.title}`);
    const subjects = SUBJECTS_SHOWN.filter((subject) => servers.includes(subject));
    const series: Series = {
      id: growth.id,
      axis: growth.axis,
      points: growth.points,
      subjects: subjects.map((subject) => ({ subject, figures: {} })),
    };
    for (const point of growth.points) {
      const measured = await onePoint(world, subjects, growth.load(point), rounds, print);
      for (const { subject, figures } of series.subjects) {
        const counted = measured.get(subject) ?? [];
        for (const { figure } of PANELS) {
          figures[figure] ??= [];
          figures[figure].push(counted.length === 0 ? null : median(counted.map((round) => round[figure] ?? Number.NaN)));
        }
        const shown = PANELS.map(({ figure, title }) => `${title} ${figures[figure]?.at(-1)?.toFixed(1) ?? '-'}`).join(' · ');
        print(`  ${String(point).padStart(5)} ${SUBJECT_NAMES[subject].padEnd(38)} ${shown} · ${counted.length} rounds`);
      }
    }
    grown.push({ plot: plotOf(growth, series), series });
  }
  return grown;
}

/** @returns figures of the rounds that count, by server. One that is void is measured once more. */
async function onePoint(
  world: World,
  subjects: readonly SubjectId[],
  load: TypingLoad,
  rounds: number,
  print: (line: string) => void,
): Promise<Map<SubjectId, Figures[]>> {
  const counted = new Map<SubjectId, Figures[]>(subjects.map((subject) => [subject, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const subject of subjects) {
      const figures =
        (await oneRound(world, subject, load, round, print)) ?? (await oneRound(world, subject, load, round, print));
      if (figures !== null) counted.get(subject)?.push(figures);
    }
  }
  return counted;
}

/** @returns null when the round is void. */
async function oneRound(
  world: World,
  subject: SubjectId,
  load: TypingLoad,
  round: number,
  print: (line: string) => void,
): Promise<Figures | null> {
  const server = await startServer(subject, world);
  try {
    const { figures, cost } = await measureTyping(load, server, world, { seconds: SECONDS, seed: 76 + round });
    const reason = reasonToVoid(server.cut, cost);
    if (reason === null) return figures;
    print(`  ${SUBJECT_NAMES[subject]}: void, ${reason}`);
  } catch (error) {
    print(`  ${SUBJECT_NAMES[subject]}: void, ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await server.stop();
  }
  return null;
}

function plotOf({ title, axis, points }: Growth, { subjects }: Series): Plot {
  return {
    title,
    axis,
    points,
    panels: PANELS.map(({ figure, title: panel, unit }) => ({
      title: panel,
      unit,
      lines: SUBJECTS_SHOWN.flatMap((subject) => {
        const found = subjects.find((one) => one.subject === subject);
        return found === undefined
          ? []
          : [{ label: SUBJECT_NAMES[subject], color: COLORS[subject], values: found.figures[figure] ?? [] }];
      }),
    })),
  };
}
