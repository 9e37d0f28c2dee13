import type { Plot } from './report/plot.ts';
import { measureTyping, type TypingLoad } from './rows/typing-load.ts';
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
    points: [25, 50, 100, 200],
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
    points: [50, 100, 200, 400],
    load: (rooms) => ({ rooms, clientsPerRoom: 5, writersPerRoom: 1, rate: 5, observersPerRoom: 1 }),
  },
  {
    id: 'document',
    title: 'One room of 20, five typing 10 times a second in a larger and larger document',
    axis: 'MB of document',
    points: [0.5, 1, 2, 4],
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

/** Figures by server and point; null where a round failed. */
export interface Series {
  id: string;
  axis: string;
  points: readonly number[];
  subjects: { subject: SubjectId; figures: Record<string, (number | null)[]> }[];
}

/** Measures one round of each server at each point. */
export async function measureGrowth(
  world: World,
  servers: readonly SubjectId[],
  print: (line: string) => void,
): Promise<{ plot: Plot; series: Series }[]> {
  const grown: { plot: Plot; series: Series }[] = [];
  for (const growth of GROWTHS) {
    print(`\n${growth.title}`);
    const series: Series = { id: growth.id, axis: growth.axis, points: growth.points, subjects: [] };
    for (const subject of SUBJECTS_SHOWN) {
      if (servers.includes(subject)) series.subjects.push({ subject, figures: { cpuPercent: [], rssMb: [], p99Ms: [] } });
    }
    for (const point of growth.points) {
      const load = growth.load(point);
      for (const { subject, figures } of series.subjects) {
        const measured = await onePoint(world, subject, load, print);
        for (const { figure } of PANELS) figures[figure]?.push(measured?.[figure] ?? null);
        const shown = PANELS.map(({ figure, title }) => `${title} ${measured?.[figure]?.toFixed(1) ?? '-'}`).join(' · ');
        print(`  ${String(point).padStart(5)} ${SUBJECT_NAMES[subject].padEnd(38)} ${shown}`);
      }
    }
    grown.push({ plot: plotOf(growth, series), series });
  }
  return grown;
}

async function onePoint(
  world: World,
  subject: SubjectId,
  load: TypingLoad,
  print: (line: string) => void,
): Promise<Record<string, number> | null> {
  const server = await startServer(subject, world);
  try {
    return (await measureTyping(load, server, world, { seconds: SECONDS, seed: 77 })).figures;
  } catch (error) {
    print(`  ${SUBJECT_NAMES[subject]}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  } finally {
    await server.stop();
  }
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
