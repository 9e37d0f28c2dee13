import type { RenderView, TaskView } from '@trashfire/shared/api/contract';
import { useState } from 'react';
import { Chip } from '../../../ui/Chip.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useNote } from '../../studio/model/status-note.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useQueue } from '../model/use-queue.ts';
import styles from './Queue.module.css';
import { RenderRow } from './RenderRow.tsx';
import { TaskRow } from './TaskRow.tsx';

const GROUPS = {
  all: () => true,
  running: (task) => task.state === 'running',
  queued: (task) => task.state === 'waiting' || task.state === 'queued',
  failed: (task) => task.state === 'failed',
  done: (task) => task.state === 'done' || task.state === 'cancelled',
} as const satisfies Record<string, (task: TaskView) => boolean>;
type Group = keyof typeof GROUPS;
const GROUP_LABEL: Record<Group, string> = {
  all: 'All',
  running: 'Running',
  queued: 'Queued',
  failed: 'Failed',
  done: 'Finished',
};

/** Every request and every piece of work in it: state, place in line, price; stop and try again. */
export function QueueRoom() {
  const { episode } = useStudio();
  const { data, isPending } = useQueue();
  const [group, setGroup] = useState<Group>('all');
  const renders = (data?.renders ?? []).toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  const tasks = (data?.tasks ?? []).filter(({ kind }) => kind !== 'still');
  const open = renders.filter(({ state }) => state === 'open').length;
  useNote(open === 0 ? 'Nothing is being made' : `${open === 1 ? '1 request' : `${open} requests`} under way`);
  return (
    <div className={styles.room}>
      {isPending ? <Skeleton height={120} /> : null}
      {data && renders.length === 0 && tasks.length === 0 ? (
        <EmptyState title="Nothing is waiting">
          Generate, in the bar above, draws what is missing and joins the episode. What is asked for appears here, with its place
          in line and its price.
        </EmptyState>
      ) : null}
      {renders.length > 0 ? <Requests renders={renders} current={episode.id} /> : null}
      {tasks.length > 0 ? (
        <section aria-label="Work">
          <div className={styles.filters} role="toolbar" aria-label="Filter">
            {(Object.keys(GROUPS) as Group[]).map((name) => (
              <Chip key={name} selected={name === group} onClick={() => setGroup(name)}>
                {GROUP_LABEL[name]} {tasks.filter(GROUPS[name]).length}
              </Chip>
            ))}
          </div>
          <TaskTable tasks={tasks.filter(GROUPS[group])} />
        </section>
      ) : null}
    </div>
  );
}

const REQUESTS_SHOWN = 6;

function Requests({ renders, current }: { renders: readonly RenderView[]; current: string }) {
  return (
    <section aria-label="Requests">
      <h2 className={styles.title}>Requests</h2>
      <ul className={styles.requests}>
        {renders.slice(0, REQUESTS_SHOWN).map((render) => (
          <RenderRow key={render.id} render={render} here={render.episodeId === current} />
        ))}
      </ul>
    </section>
  );
}

function TaskTable({ tasks }: { tasks: readonly TaskView[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Job</th>
          <th scope="col">State</th>
          <th scope="col">Time</th>
          <th scope="col">Price</th>
          <th scope="col">
            <span className="visually-hidden">Open</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </tbody>
    </table>
  );
}
