import { i18n } from '@lingui/core';
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import type { Editor } from '@tiptap/react';
import type { ScreenplayBlock } from '@trashfire/shared/document/editor-schema';
import { Download, Eye, EyeOff, FileUp, Printer, Type } from 'lucide-react';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../../api/http.ts';
import { useUi } from '../../../app/ui-store.ts';
import { ELEMENT_KEYS, ELEMENT_LABEL } from '../../../editor/chains.ts';
import { insertPageBreak, insertTitlePage, MORE_ELEMENTS } from '../../../editor/more-elements.ts';
import { setElement } from '../../../editor/screenplay-keys.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { say } from '../../../ui/toast.ts';
import { readFountain } from '../../home/model/script-drop.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { downloadScript } from '../model/export-script.ts';
import styles from './Script.module.css';

/** Import, export, elements and whose carets are shown. */
export function ScriptMenu({ editor }: { editor: Editor | null }) {
  const { t } = useLingui();
  const { episode, episodeDoc, me, writable } = useStudio();
  const navigate = useNavigate();
  const peers = useUi((ui) => ui.peers);
  const set = useUi((ui) => ui.set);
  const input = useRef<HTMLInputElement>(null);
  const importScript = useMutation({
    mutationFn: async (file: File) => {
      const { fountain } = await readFountain(file);
      return call('importScript', { params: { episodeId: episode.id }, body: { fountain } });
    },
    onSuccess: ({ scenes }) => say(t`Imported ${plural(scenes, { one: '# scene', other: '# scenes' })}.`),
  });
  return (
    <div className={styles.tools} role="toolbar" aria-label={t`Script`}>
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
        icon={FileUp}
        label={t`Import a Fountain file`}
        disabled={!writable || importScript.isPending}
        onClick={() => input.current?.click()}
      />
      <IconButton icon={Download} label={t`Export as Fountain`} onClick={() => downloadScript(episodeDoc.doc, episode.title)} />
      <IconButton icon={Printer} label={t`Print`} onClick={() => void navigate(`/episodes/${episode.id}/print`)} />
      <IconButton
        icon={peers ? Eye : EyeOff}
        label={peers ? t`Hide other people’s carets` : t`Show other people’s carets`}
        pressed={!peers}
        onClick={() => set({ peers: !peers })}
      />
      <input
        ref={input}
        type="file"
        accept=".fountain,.spmd,.txt,text/plain"
        className="visually-hidden"
        aria-label={t`Fountain file`}
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
