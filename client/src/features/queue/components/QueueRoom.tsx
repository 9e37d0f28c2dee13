import type { MessageDescriptor } from '@lingui/core';
import { msg, plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
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
const GROUP_LABEL: Record<Group, MessageDescriptor> = {
  all: msg`All`,
  running: msg`Running`,
  queued: msg`Queued`,
  failed: msg`Failed`,
  done: msg`Finished`,
};

/** Every request and every piece of work in it: state, place in line, price; stop and try again. */
export function QueueRoom() {
  const { t } = useLingui();
  const { episode } = useStudio();
  const { data, isPending } = useQueue();
  const [group, setGroup] = useState<Group>('all');
  const renders = (data?.renders ?? []).toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  const tasks = (data?.tasks ?? []).filter(({ kind }) => kind !== 'still');
  const open = renders.filter(({ state }) => state === 'open').length;
  useNote(
    open === 0 ? t`Nothing is being made` : t`${plural(open, { one: '# request under way', other: '# requests under way' })}`,
  );
  return (
    <div className={styles.room}>
      {isPending ? <Skeleton height={120} /> : null}
      {data && renders.length === 0 && tasks.length === 0 ? (
        <EmptyState title={t`Nothing is waiting`}>
          <Trans>
            Generate, in the bar above, draws what is missing and joins the episode. What is asked for appears here, with its
            place in line and its price.
          </Trans>
        </EmptyState>
      ) : null}
      {renders.length > 0 ? <Requests renders={renders} current={episode.id} /> : null}
      {tasks.length > 0 ? (
        <section aria-label={t({ message: 'Work', comment: 'Name of the list of jobs' })}>
          <div className={styles.filters} role="toolbar" aria-label={t`Filter`}>
            {(Object.keys(GROUPS) as Group[]).map((name) => (
              <Chip key={name} selected={name === group} onClick={() => setGroup(name)}>
                {t(GROUP_LABEL[name])} {tasks.filter(GROUPS[name]).length}
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
  const { t } = useLingui();
  return (
    <section aria-label={t`Requests`}>
      <h2 className={styles.title}>
        <Trans>Requests</Trans>
      </h2>
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
          <th scope="col">
            <Trans>Job</Trans>
          </th>
          <th scope="col">
            <Trans>State</Trans>
          </th>
          <th scope="col">
            <Trans context="how long it took">Time</Trans>
          </th>
          <th scope="col">
            <Trans>Price</Trans>
          </th>
          <th scope="col">
            <span className="visually-hidden">
              <Trans comment="A button">Open</Trans>
            </span>
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
