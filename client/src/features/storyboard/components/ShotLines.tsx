import { Trans, useLingui } from '@lingui/react/macro';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { Plus, Scissors, X } from 'lucide-react';
import { useScript } from '../../../collab/script-store.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { PanelSection } from '../../../ui/Panel.tsx';
import type { ShotView } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { linesOfScene } from '../model/scene-lines.ts';
import { useBoardActions } from '../model/use-board-actions.ts';
import { useEditable } from '../model/use-editable.ts';
import styles from './Inspector.module.css';
import { LineField } from './LineField.tsx';

/** The lines of the script that are spoken in the shot. */
export function ShotLines({ view }: { view: ShotView }) {
  const { t } = useLingui();
  const { episodeDoc } = useStudio();
  const writable = useEditable(view);
  const model = useEpisodeModel();
  const blocks = useScript(episodeDoc.doc);
  const run = useCommand();
  const actions = useBoardActions(model);
  const { lines } = view.shot;
  const write = (next: string[]) => run(updateShot, { id: view.id, patch: { lines: next } });
  const spoken = linesOfScene(blocks, view.sceneId);
  const free = spoken.filter(({ id }) => !model.shotsOfLine.has(id));
  const order = new Map(spoken.map(({ id }, index) => [id, index]));
  return (
    <PanelSection
      title={t({ message: 'Lines', comment: 'What is spoken in the shot' })}
      aside={
        writable && free.length > 0 ? (
          <Menu
            align="end"
            heading={t`Lines no shot carries yet`}
            trigger={<IconButton icon={Plus} label={t`Add a line`} />}
            items={free.map((line) => ({
              label: `${line.speaker}: ${line.text.slice(0, 60)}`,
              onSelect: () => write([...lines, line.id].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))),
            }))}
          />
        ) : null
      }
    >
      {lines.length === 0 ? (
        <p className={styles.nobody}>
          <Trans>Nobody speaks in this shot.</Trans>
        </p>
      ) : null}
      <ul className={styles.lines}>
        {lines.map((id, index) => {
          const line = spoken.find((candidate) => candidate.id === id);
          return (
            <li key={id}>
              <div className={styles.line}>
                {line ? <LineField line={line} disabled={!writable} /> : <Trans>A line that is no longer in the script.</Trans>}
              </div>
              {writable && index < lines.length - 1 && view.clip !== null ? (
                <IconButton icon={Scissors} label={t`Split the shot after this line`} onClick={() => actions.split(view, id)} />
              ) : null}
              {writable ? (
                <IconButton icon={X} label={t`Take this line out`} onClick={() => write(lines.filter((other) => other !== id))} />
              ) : null}
            </li>
          );
        })}
      </ul>
    </PanelSection>
  );
}
