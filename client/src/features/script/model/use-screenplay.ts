import { useLingui } from '@lingui/react/macro';
import { Collaboration, isChangeOrigin } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { UniqueID } from '@tiptap/extension-unique-id';
import { type Editor, type Extensions, useEditor } from '@tiptap/react';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import { SCREENPLAY_BLOCKS, screenplayExtensions } from '@trashfire/shared/document/editor-schema';
import { guardUndo } from '@trashfire/shared/document/undo';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { newId } from '@trashfire/shared/ids';
import { useEffect, useMemo, useState } from 'react';
import type { UndoManager } from 'yjs';
import { followCarets, renderCaret, renderSelection } from '../../../editor/carets.ts';
import { CommentMarks } from '../../../editor/comment-marks.ts';
import { DualColumns } from '../../../editor/dual-columns.ts';
import { Find } from '../../../editor/find.ts';
import { KeepPlace } from '../../../editor/keep-place.ts';
import { Notes } from '../../../editor/notes.ts';
import { PageEnds } from '../../../editor/page-ends.ts';
import { PasteFountain } from '../../../editor/paste-fountain.ts';
import { ReadingMark } from '../../../editor/reading-mark.ts';
import { SceneLocks } from '../../../editor/scene-locks.ts';
import { SceneNumbers } from '../../../editor/scene-numbers.ts';
import { ScreenplayKeys } from '../../../editor/screenplay-keys.ts';
import { SmartType } from '../../../editor/smart-type-keys.ts';
import { trackerOf } from '../../comments/model/anchor-tracker.ts';
import { useComments } from '../../comments/model/comments-store.ts';
import { type StudioContext, useStudio } from '../../studio/model/studio-context.ts';
import { sayUndoLost } from '../../studio/model/undo-lost.ts';
import { SCRIPT_EDIT } from '../../studio/model/use-command.ts';
import { useFind } from './find-store.ts';
import { readFinalDraft } from './paste-final-draft.ts';
import { takeBackByCommand } from './reversals.ts';
import { sayLocked } from './use-scene-locks.ts';

function editorProps(label: string) {
  return {
    attributes: {
      class: 'screenplay',
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': label,
      spellcheck: 'true',
      autocapitalize: 'sentences',
    },
  };
}

function extensionsFor({ episodeDoc, me }: Pick<StudioContext, 'episodeDoc' | 'me'>): Extensions {
  return [
    ...screenplayExtensions,
    UniqueID.configure({
      attributeName: 'id',
      types: SCREENPLAY_BLOCKS.slice(),
      generateID: () => newId(),
      // Blocks of others bring their ids; minting for them here would make two peers fight over one.
      filterTransaction: (transaction) => !isChangeOrigin(transaction),
    }),
    Collaboration.configure({
      fragment: scriptFragment(episodeDoc.doc),
      yUndoOptions: { trackedOrigins: [SCRIPT_EDIT] },
    }),
    CollaborationCaret.configure({
      // The document has arrived before the editor is made, so there is no first sync to wait for.
      provider: { awareness: episodeDoc.awareness, on: () => {}, off: () => {} },
      user: { kind: 'person', id: me.person.id, name: me.person.name, color: me.person.color },
      render: (user) => renderCaret(user, me.person.id),
      selectionRender: renderSelection,
    }),
    KeepPlace.configure({ doc: episodeDoc.doc, origin: SCRIPT_EDIT }),
    SmartType,
    ScreenplayKeys,
    Notes,
    PasteFountain.configure({ readForeign: readFinalDraft }),
    SceneNumbers,
    SceneLocks.configure({ onRefused: (id) => sayLocked(episodeDoc, id) }),
    DualColumns,
    PageEnds,
    ReadingMark,
    CommentMarks.configure({
      locate: () => trackerOf(episodeDoc.doc).places(),
      // Lit up, and shown where the panel is open: who presses into a line to write does not want one over it.
      onPress: ([id]) => useComments.getState().set({ active: id ?? null, filter: 'open' }),
    }),
    Find.configure({ onOpen: (replace, selected) => useFind.getState().open(replace ? 'replace' : 'find', selected) }),
  ];
}

/** The editor of this episode's script, bound to its document and to the carets of everybody in it. */
export function useScreenplay(): Editor | null {
  const { t } = useLingui();
  const { episodeDoc, me, writable } = useStudio();
  const label = t`Script`;
  // Made once for a language: tiptap applies options again whenever they are other objects, which would fight the caret for its place.
  const props = useMemo(() => editorProps(label), [label]);
  const [extensions] = useState(() => extensionsFor({ episodeDoc, me }));
  const editor = useEditor({
    extensions,
    injectCSS: false,
    editable: writable,
    shouldRerenderOnTransaction: false,
    editorProps: props,
    onCreate: ({ editor: { state } }) => {
      const undo: UndoManager = yUndoPluginKey.getState(state).undoManager;
      guardUndo(undo, sayUndoLost);
      takeBackByCommand(undo, sayUndoLost);
    },
  });
  useEffect(() => {
    editor?.setEditable(writable);
  }, [editor, writable]);
  useEffect(() => (editor === null ? undefined : followCarets(episodeDoc.awareness, editor.view.dom)), [editor, episodeDoc]);
  return editor;
}
