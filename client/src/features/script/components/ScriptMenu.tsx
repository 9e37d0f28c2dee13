import { i18n } from '@lingui/core';
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import type { Editor } from '@tiptap/react';
import { can } from '@trashfire/shared/access/roles';
import type { ScreenplayBlock } from '@trashfire/shared/document/editor-schema';
import {
  Download,
  Eye,
  EyeOff,
  FileText,
  FileUp,
  Link2,
  ListTree,
  MessageSquarePlus,
  Printer,
  Type,
  Volume2,
} from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../../api/http.ts';
import { useUi } from '../../../app/ui-store.ts';
import { ELEMENT_KEYS, ELEMENT_LABEL } from '../../../editor/chains.ts';
import { insertPageBreak, insertTitlePage, MORE_ELEMENTS } from '../../../editor/more-elements.ts';
import { setElement } from '../../../editor/screenplay-keys.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { say, sayUntilClosed } from '../../../ui/toast.ts';
import { useBeginThread } from '../../comments/model/use-comment-actions.ts';
import { lossWords } from '../../home/model/loss-words.ts';
import { readScriptFile } from '../../home/model/script-drop.ts';
import { copyLink } from '../../studio/model/copy-link.ts';
import { ROOM_LABEL } from '../../studio/model/room.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { downloadFinalDraft, downloadScript } from '../model/export-script.ts';
import { useReading } from '../model/reading-store.ts';
import styles from './Script.module.css';

interface ScriptMenuProps {
  editor: Editor | null;
  sceneId: string | null;
  /** What stands before the others. */
  children: ReactNode;
}

/** Import, export, elements and whose carets are shown. */
export function ScriptMenu({ editor, sceneId, children }: ScriptMenuProps) {
  const { t } = useLingui();
  const { episode, episodeDoc, me, writable } = useStudio();
  const navigate = useNavigate();
  const comment = useBeginThread();
  const peers = useUi((ui) => ui.peers);
  const set = useUi((ui) => ui.set);
  const setReading = useReading((reading) => reading.set);
  const input = useRef<HTMLInputElement>(null);
  const importScript = useMutation({
    mutationFn: async (file: File) => {
      const { fountain, losses } = await readScriptFile(file);
      const { scenes } = await call('importScript', { params: { episodeId: episode.id }, body: { fountain } });
      return { scenes, lost: lossWords(file.name, losses) };
    },
    onSuccess: ({ scenes, lost }) => {
      say(t`Imported ${plural(scenes, { one: '# scene', other: '# scenes' })}.`);
      if (lost !== null) sayUntilClosed(lost);
    },
  });
  return (
    <div className={styles.tools} role="toolbar" aria-label={t`Script`}>
      {children}
      <Menu
        align="end"
        trigger={
          <IconButton
            icon={Type}
            label={t({ message: 'Element', comment: 'Kind of a block of a screenplay: action, dialogue and so on.' })}
            disabled={!writable}
          />
        }
        items={elementItems(editor, { Title: episode.title, Author: me.person.name })}
      />
      <IconButton
        icon={ListTree}
        label={t(ROOM_LABEL.outline)}
        onClick={() => void navigate(`/episodes/${episode.id}/outline`)}
      />
      <IconButton
        icon={MessageSquarePlus}
        label={t`Comment on what is selected`}
        shortcut="Ctrl Alt M"
        disabled={!can(me.role, 'chat.write')}
        onClick={() => comment()}
      />
      <IconButton
        icon={Link2}
        label={t`Copy link to this scene`}
        className={styles.desk}
        disabled={sceneId === null}
        onClick={() => sceneId !== null && void copyLink(episode.id, { kind: 'scene', id: sceneId })}
      />
      <IconButton
        icon={Volume2}
        label={t`Read aloud from the caret`}
        shortcut="Ctrl Alt S"
        onClick={() => setReading({ asked: true })}
      />
      <IconButton
        icon={FileUp}
        label={t`Import a Fountain or Final Draft file`}
        disabled={!writable || importScript.isPending}
        onClick={() => input.current?.click()}
      />
      <Menu
        align="end"
        trigger={<IconButton icon={Download} label={t`Export or print`} />}
        items={[
          {
            label: t`Fountain`,
            icon: FileText,
            hint: '.fountain',
            onSelect: () => downloadScript(episodeDoc.doc, episode.title),
          },
          {
            label: t`Final Draft`,
            icon: FileText,
            hint: '.fdx',
            onSelect: () => downloadFinalDraft(episodeDoc.doc, episode.title),
          },
          null,
          { label: t`Print or PDF`, icon: Printer, onSelect: () => void navigate(`/episodes/${episode.id}/print`) },
        ]}
      />
      <IconButton
        icon={peers ? Eye : EyeOff}
        label={peers ? t`Hide other people’s carets` : t`Show other people’s carets`}
        pressed={!peers}
        onClick={() => set({ peers: !peers })}
      />
      <input
        ref={input}
        type="file"
        accept=".fountain,.spmd,.fdx,.txt,text/plain"
        className="visually-hidden"
        aria-label={t`Fountain or Final Draft file`}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) importScript.mutate(file);
        }}
      />
    </div>
  );
}

/** Every element; what has a key shows it. A break and a title page are put in, the others are what a block is turned into. */
function elementItems(editor: Editor | null, titlePage: Readonly<Record<string, string>>): (MenuItem | null)[] {
  const item = (type: ScreenplayBlock, does: (editor: Editor) => void, hint?: string): MenuItem => ({
    label: i18n._(ELEMENT_LABEL[type]),
    hint,
    onSelect: () => {
      if (editor === null) return;
      editor.commands.focus();
      does(editor);
    },
  });
  return [
    ...ELEMENT_KEYS.map((type, index) => item(type, (to) => setElement(to, type), `Ctrl ${index + 1}`)),
    null,
    ...MORE_ELEMENTS.map((type) => item(type, (to) => setElement(to, type))),
    null,
    item('pageBreak', insertPageBreak),
    item('titleField', (to) => insertTitlePage(to, titlePage)),
  ];
}
