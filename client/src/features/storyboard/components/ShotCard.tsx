import { useLingui } from '@lingui/react/macro';
import { setClipDuration } from '@trashfire/shared/document/commands/set-clip-duration';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import type { MouseEvent } from 'react';
import { usePeers } from '../../../collab/presence.ts';
import { cx } from '../../../ui/cx.ts';
import { DraftField } from '../../../ui/Field.tsx';
import { secondsText } from '../../../ui/timecode.ts';
import { PHONE, useMedia } from '../../../ui/use-media.ts';
import { ShotPin } from '../../comments/components/ShotPin.tsx';
import { type ShotView, shotsInOrder } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import type { ShotState } from '../../studio/model/shot-state.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { useBoardUi } from '../model/board-ui.ts';
import { framesOf } from '../model/length.ts';
import { picksAfter } from '../model/picks.ts';
import { useUploads } from '../model/uploads.ts';
import type { BoardActions } from '../model/use-board-actions.ts';
import { useCardDrop } from '../model/use-card-drop.ts';
import { useEditable } from '../model/use-editable.ts';
import { FramePicture } from './FramePicture.tsx';
import { LockLine } from './LockLine.tsx';
import { ShotMenu } from './ShotMenu.tsx';
import { ShotStateLine } from './ShotStateLine.tsx';
import styles from './Storyboard.module.css';
import { UploadLine } from './UploadLine.tsx';

interface ShotCardProps {
  view: ShotView;
  state: ShotState;
  actions: BoardActions;
}

/** One shot: its frame, number, title, length and one line that says how it stands. */
export function ShotCard({ view, state, actions }: ShotCardProps) {
  const { t } = useLingui();
  const { number } = view;
  const { title, lock } = view.shot;
  const { writable } = useStudio();
  const selected = useSelection((selection) => selection.shotId === view.id);
  const picked = useSelection((selection) => selection.picked.includes(view.id));
  const choose = useChoose(view);
  const set = useSelection((selection) => selection.set);
  const holder = useHolder(view.id);
  const upload = useUploads(({ byShot }) => byShot[view.id]);
  const drop = useCardDrop(view, actions, writable);
  const isCarried = useBoardUi(({ carried }) => carried?.ids.includes(view.id) === true);
  const isBefore = useBoardUi(({ carried }) => carried?.place?.before === view.id);
  const phone = useMedia(PHONE);
  return (
    <article
      className={cx(
        styles.shot,
        styles[state.kind],
        (selected || picked) && styles.selected,
        (drop.over === 'shot' || isBefore) && styles.before,
        isCarried && styles.carried,
        drop.over === 'file' && styles.takes,
      )}
      style={holder ? ({ '--peer': holder.color } as React.CSSProperties) : undefined}
      data-testid={`shot-${number}`}
      data-state={state.kind}
      {...drop.target}
    >
      {holder ? <span className={styles.holder}>{holder.name}</span> : null}
      <button
        type="button"
        className={cx(styles.frame, holder && styles.held)}
        data-shot={view.id}
        aria-label={title === '' ? t`Shot ${number}` : t`Shot ${number}, ${title}`}
        aria-pressed={selected || picked}
        {...choose}
        {...drop.source}
        onDoubleClick={() => set({ preview: view.id })}
      >
        <FramePicture view={view} state={state} />
      </button>
      <ShotPin shotId={view.id} number={number} />
      <div className={styles.words}>
        <b className={styles.number}>{number}</b>
        {selected && !phone ? <CardFields view={view} /> : <CardWords view={view} />}
        <ShotMenu view={view} actions={actions} />
      </div>
      {lock === null ? null : <LockLine lock={lock} />}
      {upload !== undefined && upload.state !== 'done' ? (
        <UploadLine shotId={view.id} upload={upload} />
      ) : (
        <ShotStateLine view={view} state={state} />
      )}
    </article>
  );
}

function CardWords({ view }: { view: ShotView }) {
  const { t } = useLingui();
  return (
    <>
      <span className={styles.title}>{view.shot.title}</span>
      <span className={styles.length}>{view.clip === null ? t`not in the cut` : secondsText(view.duration)}</span>
    </>
  );
}

/** The words of the chosen shot, to be changed where they stand. */
function CardFields({ view }: { view: ShotView }) {
  const { t } = useLingui();
  const run = useCommand();
  const editable = useEditable(view);
  const { clip, number } = view;
  if (!editable) return <CardWords view={view} />;
  return (
    <>
      <DraftField
        label={t`Title of shot ${number}`}
        className={styles.titleField}
        value={view.shot.title}
        onCommit={(title) => run(updateShot, { id: view.id, patch: { title } })}
      />
      {clip === null ? (
        <span className={styles.length}>{t`not in the cut`}</span>
      ) : (
        <DraftField
          label={t`Length of shot ${number}, in seconds or frames`}
          className={styles.lengthField}
          inputMode="decimal"
          value={secondsText(view.duration)}
          onCommit={(text) => {
            const duration = framesOf(text);
            if (duration !== null) run(setClipDuration, { id: clip.id, duration });
          }}
        />
      )}
    </>
  );
}

/** A click chooses a shot alone; with Shift all from the chosen one on, with Ctrl it as well or no longer. */
function useChoose(view: ShotView) {
  const model = useEpisodeModel();
  const { select, pick } = useSelection.getState();
  const several = useBoardUi((ui) => ui.several);
  const modified = (event: MouseEvent) => several || event.shiftKey || event.ctrlKey || event.metaKey;
  return {
    // The focus would choose the shot alone before the click is there.
    onMouseDown: (event: MouseEvent) => modified(event) && event.preventDefault(),
    onClick: (event: MouseEvent) => {
      if (!modified(event)) return select(view.id, view.sceneId);
      const { picked, shotId } = useSelection.getState();
      const order = shotsInOrder(model).map(({ id }) => id);
      const now = picksAfter(order, picked, shotId, view.id, event.shiftKey ? 'range' : 'toggle');
      // A range goes on from where it began, a single one from the last that was added.
      pick(now, event.shiftKey && shotId !== null ? shotId : view.id);
    },
    onFocus: () => {
      const { picked, shotId } = useSelection.getState();
      // One of several stays among them: it is about to be dragged, and they go along.
      if (picked.length > 1 && picked.includes(view.id)) pick(picked, view.id);
      else if (shotId !== view.id) select(view.id, view.sceneId);
    },
  };
}

/** The person who has this shot selected on the board, if anybody else has. */
function useHolder(shotId: string): { name: string; color: string } | null {
  const { episodeDoc } = useStudio();
  const peer = usePeers(episodeDoc.awareness).find(({ place }) => place?.room === 'storyboard' && place.shotId === shotId);
  return peer ? peer.user : null;
}
