import { t } from '@lingui/core/macro';
import { duplicateShot } from '@trashfire/shared/document/commands/duplicate-shot';
import { liftClip } from '@trashfire/shared/document/commands/lift-clip';
import { moveClip } from '@trashfire/shared/document/commands/move-clip';
import { removeClip } from '@trashfire/shared/document/commands/remove-clip';
import { rollEdit } from '@trashfire/shared/document/commands/roll-edit';
import { setClipDuration } from '@trashfire/shared/document/commands/set-clip-duration';
import { splitShot } from '@trashfire/shared/document/commands/split-shot';
import { clipAtFrame, isShotClip, SHORTEST_CLIP, type TimelineClip } from '@trashfire/shared/document/timeline';
import { linesBehind, splitAt, trimmedTo } from '@trashfire/shared/document/timeline-edits';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { newId } from '@trashfire/shared/ids';
import { useMemo } from 'react';
import { say } from '../../../ui/toast.ts';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { sayDeleted } from '../../studio/model/say-deleted.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { usePlan } from '../../studio/model/use-plan.ts';
import type { TimelineActions } from './actions.ts';
import { chooseClip, chosenClip } from './chosen-clip.ts';
import { lengthened } from './drag.ts';
import { shownFrame } from './use-play-actions.ts';
import { useCutLocked } from './use-tracks.ts';

const TEN = 10;

type EditActions = Pick<
  TimelineActions,
  | 'split'
  | 'trimHead'
  | 'trimTail'
  | 'shorter'
  | 'longer'
  | 'muchShorter'
  | 'muchLonger'
  | 'rollBack'
  | 'rollForward'
  | 'moveEarlier'
  | 'moveLater'
  | 'duplicate'
  | 'lift'
  | 'rippleDelete'
>;

/** What changes the cut: at the playhead the clip under it, else the chosen clip. Where nothing can be done it says why. */
export function useEditActions(model: EpisodeModel, seekTo: (frame: number) => void): EditActions {
  const run = useCommand();
  const { undo, writable } = useStudio();
  const { plan } = usePlan();
  const locked = useCutLocked();
  return useMemo(() => {
    const { clips } = model.timeline;
    const { select } = useSelection.getState();
    const under = () => clipAtFrame(model.timeline, shownFrame());
    const chosen = () => chosenClip(clips, useSelection.getState()) ?? under();
    const edit = (find: () => TimelineClip | null, make: (clip: TimelineClip) => void) => () => {
      if (!writable) return;
      if (locked) return void say(t`The picture track is locked. Its lock opens it for edits.`);
      const clip = find();
      if (clip === null) say(t`There is no clip here. Choose one, or put the playhead on one.`);
      else make(clip);
    };
    type ShotClip = TimelineClip & { readonly shotId: string };
    const ofShot = (make: (clip: ShotClip) => void) => (clip: TimelineClip) => {
      if (isShotClip(clip)) make(clip);
      else say(t`A gap is neither split nor copied. It can be trimmed, moved and closed.`);
    };
    const close = (clip: TimelineClip): void => {
      const at = clips.indexOf(clip);
      const number = model.shots.get(clip.shotId ?? '')?.number ?? '';
      if (!run(removeClip, { id: clip.id })) return;
      chooseClip(clips[at + 1] ?? clips[at - 1]);
      sayDeleted(undo, isShotClip(clip) ? t`Shot ${number} is out of the cut. It stays on the board.` : t`The gap is closed.`);
    };
    const lift = (clip: ShotClip): void => {
      const number = model.shots.get(clip.shotId)?.number ?? '';
      if (!run(liftClip, { id: clip.id })) return;
      useSelection.getState().selectGap(clip.id);
      sayDeleted(undo, t`Shot ${number} is lifted out of the cut. It stays on the board.`);
    };
    const linesFrom = (clip: ShotClip, at: number): string[] => {
      const planned = plan?.shots.find(({ shotId }) => shotId === clip.shotId)?.lines ?? [];
      return linesBehind(planned, at, { plan: plan?.fps ?? EDIT_RATE, edit: EDIT_RATE });
    };
    const trimTo = (side: 'head' | 'tail') =>
      edit(under, (clip) => {
        const trimmed = trimmedTo(clip, shownFrame(), side);
        if (trimmed === null) return void say(t`There is nothing to cut off here, or too little would be left.`);
        if (run(setClipDuration, { id: clip.id, duration: trimmed.duration }) !== null) seekTo(trimmed.frame);
      });
    const lengthen = (by: number) =>
      edit(chosen, (clip) => void run(setClipDuration, { id: clip.id, duration: lengthened(clip, by) }));
    const roll = (by: number) =>
      edit(chosen, (clip) => {
        const right = clips[clips.indexOf(clip) + 1];
        if (right === undefined) return void say(t`No clip follows this one, so there is no edge to roll.`);
        run(rollEdit, { left: clip.id, right: right.id, duration: Math.max(1, clip.duration + by) });
      });
    const moveBy = (by: -1 | 1) =>
      edit(chosen, (clip) => {
        const at = clips.indexOf(clip);
        if (at + by < 0 || at + by >= clips.length) return;
        run(moveClip, { id: clip.id, before: clips[by === -1 ? at - 1 : at + 2]?.id ?? null });
      });
    return {
      split: edit(
        under,
        ofShot((clip) => {
          const at = splitAt(clip, shownFrame());
          if (at === null) return void say(t`Too near to an end of the clip: each half needs ${SHORTEST_CLIP} frames.`);
          const second = { shotId: newId(), clipId: newId() };
          const args = { id: clip.shotId, at, lines: linesFrom(clip, at), second };
          if (run(splitShot, args)) select(second.shotId, model.shots.get(clip.shotId)?.sceneId ?? null);
        }),
      ),
      trimHead: trimTo('head'),
      trimTail: trimTo('tail'),
      shorter: lengthen(-1),
      longer: lengthen(1),
      muchShorter: lengthen(-TEN),
      muchLonger: lengthen(TEN),
      rollBack: roll(-1),
      rollForward: roll(1),
      moveEarlier: moveBy(-1),
      moveLater: moveBy(1),
      duplicate: edit(
        chosen,
        ofShot((clip) => {
          const copy = { shotId: newId(), clipId: newId(), seed: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 };
          if (run(duplicateShot, { id: clip.shotId, copy })) select(copy.shotId, model.shots.get(clip.shotId)?.sceneId ?? null);
        }),
      ),
      // A gap has nothing to be lifted out of it: either key closes it.
      lift: edit(chosen, (clip) => (isShotClip(clip) ? lift(clip) : close(clip))),
      rippleDelete: edit(chosen, close),
    };
  }, [model, run, undo, writable, plan, locked, seekTo]);
}
