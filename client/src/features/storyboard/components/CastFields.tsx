import { Trans, useLingui } from '@lingui/react/macro';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import type { ShotCast } from '@trashfire/shared/document/schema';
import { EXPRESSIONS, POSES } from '@trashfire/shared/document/vocabulary';
import { UserPlus, X } from 'lucide-react';
import { useRecords } from '../../../collab/records.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { PanelSection } from '../../../ui/Panel.tsx';
import { Select } from '../../../ui/Select.tsx';
import type { ShotView } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { useEditable } from '../model/use-editable.ts';
import { EXPRESSION_WORDS, POSE_WORDS } from '../model/vocabulary-words.ts';
import styles from './Inspector.module.css';

const MOST = 6;

/** Who is in the shot, and how they are. */
export function CastFields({ view }: { view: ShotView }) {
  const { t } = useLingui();
  const { seriesDoc } = useStudio();
  const writable = useEditable(view);
  const characters = useRecords(seriesDoc.doc, 'characters');
  const run = useCommand();
  const { cast } = view.shot;
  const moods = EXPRESSIONS.map((value) => ({ value, label: t(EXPRESSION_WORDS[value]) }));
  const stances = POSES.map((value) => ({ value, label: t(POSE_WORDS[value]) }));
  const write = (next: ShotCast[]) => run(updateShot, { id: view.id, patch: { cast: next } });
  const change = (characterId: string, fields: Partial<ShotCast>) =>
    write(cast.map((member) => (member.characterId === characterId ? { ...member, ...fields } : member)));
  const free = characters.filter(({ id }) => !cast.some(({ characterId }) => characterId === id));
  return (
    <PanelSection
      title={t({ message: 'Cast', comment: 'Who is in the shot' })}
      aside={
        writable && free.length > 0 && cast.length < MOST ? (
          <Menu
            align="end"
            trigger={<IconButton icon={UserPlus} label={t`Add somebody`} />}
            items={free.map(({ id, name }) => ({ label: name, onSelect: () => write([...cast, newcomer(id, cast.length)]) }))}
          />
        ) : null
      }
    >
      {cast.length === 0 ? (
        <p className={styles.nobody}>
          <Trans>Nobody is in this shot.</Trans>
        </p>
      ) : null}
      <ul className={styles.cast}>
        {cast.map((member) => {
          const name = characters.find(({ id }) => id === member.characterId)?.name ?? t`Somebody not in the bible`;
          return (
            <li key={member.characterId}>
              <span className={styles.castName}>
                <b className="ellipsis">{name}</b>
                {writable ? (
                  <IconButton
                    icon={X}
                    label={t`Take ${name} out`}
                    onClick={() => write(cast.filter(({ characterId }) => characterId !== member.characterId))}
                  />
                ) : null}
              </span>
              <span className={styles.castRow}>
                <Select
                  label={t`Expression of ${name}`}
                  value={member.expression}
                  options={moods}
                  disabled={!writable}
                  onChange={(expression) => change(member.characterId, { expression })}
                />
                <Select
                  label={t`Pose of ${name}`}
                  value={member.pose}
                  options={stances}
                  disabled={!writable}
                  onChange={(pose) => change(member.characterId, { pose })}
                />
              </span>
            </li>
          );
        })}
      </ul>
    </PanelSection>
  );
}

function newcomer(characterId: string, count: number): ShotCast {
  const position = (['centre', 'left', 'right'] as const)[count % 3] ?? 'centre';
  return { characterId, position, facing: 'camera', expression: 'neutral', pose: 'stand' };
}
