import { useLingui } from '@lingui/react/macro';
import { lockScene } from '@trashfire/shared/document/commands/lock-scene';
import { setScene } from '@trashfire/shared/document/commands/set-scene';
import { unlockScene } from '@trashfire/shared/document/commands/unlock-scene';
import { sceneStage } from '@trashfire/shared/document/scene-state';
import type { Scene } from '@trashfire/shared/document/schema';
import { SCENE_STAGES, type SceneStage } from '@trashfire/shared/document/vocabulary';
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  Ellipsis,
  Link2,
  Lock,
  LockOpen,
  type LucideIcon,
  UserRound,
  UserRoundCheck,
  UserRoundX,
} from 'lucide-react';
import { useState } from 'react';
import { initialsOf } from '../../../ui/Avatar.tsx';
import { IconButton } from '../../../ui/Button.tsx';
import { NameDialog } from '../../../ui/Dialogs.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { usePeople } from '../../comments/model/use-threads.ts';
import { copyLink } from '../../studio/model/copy-link.ts';
import { placeName, type SceneView } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { STAGE_WORDS } from '../model/scene-stage-words.ts';
import { lockWords } from '../model/use-scene-locks.ts';
import styles from './SceneState.module.css';

const STAGE_ICON: Record<SceneStage, LucideIcon> = {
  draft: CircleDashed,
  review: CircleDot,
  changes: CircleAlert,
  approved: CircleCheck,
};

/** What the room says of a scene, in its row: how far it is, whose it is, whether it is locked. Nothing for a draft of nobody. */
export function SceneMarks({ scene }: { scene: Scene | undefined }) {
  const { t } = useLingui();
  const people = usePeople();
  if (scene === undefined) return null;
  const stage = sceneStage(scene);
  const assignee = people.find(({ id }) => id === scene.assignee);
  const name = assignee?.name ?? t({ message: 'somebody who left', comment: 'Whose work a scene is.' });
  return (
    <>
      {scene.lock === null ? null : <Mark icon={Lock} words={lockWords(scene.lock)} />}
      {stage === 'draft' ? null : <Mark icon={STAGE_ICON[stage]} words={t(STAGE_WORDS[stage])} stage={stage} />}
      {scene.assignee === null ? null : (
        <span className={styles.assignee} title={t`Assigned to ${name}`}>
          <span aria-hidden="true">{initialsOf(name)}</span>
          <span className="visually-hidden">{t`Assigned to ${name}`}</span>
        </span>
      )}
    </>
  );
}

function Mark({ icon, words, stage }: { icon: LucideIcon; words: string; stage?: SceneStage }) {
  return (
    <span className={styles.mark} data-stage={stage} title={words}>
      <Icon of={icon} size={12} />
      <span className="visually-hidden">{words}</span>
    </span>
  );
}

interface SceneMenuProps extends Pick<SceneView, 'id' | 'number' | 'heading'> {
  scene: Scene | undefined;
}

/** Sets how far a scene is, whose it is, and locks it with a reason. */
export function SceneMenu({ id, number, heading, scene }: SceneMenuProps) {
  const { t } = useLingui();
  const { episode, me } = useStudio();
  const run = useCommand();
  const people = usePeople();
  const [locking, setLocking] = useState(false);
  const stage = scene === undefined ? 'draft' : sceneStage(scene);
  const assignee = scene?.assignee ?? null;
  const assign = (to: string | null) => run(setScene, { id, patch: { assignee: to } });
  const others = people.filter((person) => person.id !== me.person.id);
  const assigns: MenuItem[] = [
    { id: me.person.id, label: t`Assign to me` },
    ...others.map((person) => ({ id: person.id, label: t`Assign to ${{ name: person.name }}` })),
  ].map((person) => ({
    label: person.label,
    icon: person.id === assignee ? UserRoundCheck : UserRound,
    disabled: person.id === assignee,
    onSelect: () => assign(person.id),
  }));
  const place = placeName(heading);
  return (
    <>
      <Menu
        heading={place}
        trigger={<IconButton icon={Ellipsis} className={styles.menu} label={t`Stage, assignee and lock of scene ${number}`} />}
        items={[
          ...SCENE_STAGES.map((to) => ({
            label: t(STAGE_WORDS[to]),
            icon: STAGE_ICON[to],
            disabled: to === stage,
            onSelect: () => run(setScene, { id, patch: { stage: to } }),
          })),
          null,
          ...assigns,
          ...(assignee === null ? [] : [{ label: t`Assign to nobody`, icon: UserRoundX, onSelect: () => assign(null) }]),
          null,
          scene?.lock
            ? { label: t`Unlock the scene`, icon: LockOpen, onSelect: () => run(unlockScene, { id }) }
            : { label: t`Lock the scene…`, icon: Lock, onSelect: () => setLocking(true) },
          { label: t`Copy link to this scene`, icon: Link2, onSelect: () => void copyLink(episode.id, { kind: 'scene', id }) },
        ]}
      />
      {locking ? (
        <NameDialog
          title={t`Lock scene ${number}`}
          label={t`Why nobody should change it`}
          action={t`Lock`}
          onClose={() => setLocking(false)}
          onSubmit={(reason) => {
            const by = { personId: me.person.id, name: me.person.name.slice(0, 200) };
            run(lockScene, { id, lock: { ...by, reason: reason.slice(0, 200), at: Date.now() } });
          }}
        />
      ) : null}
    </>
  );
}
