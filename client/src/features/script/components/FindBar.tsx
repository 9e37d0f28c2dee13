import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type Editor, useEditorState } from '@tiptap/react';
import { replaceMatches } from '@trashfire/shared/document/commands/replace-matches';
import { CaseSensitive, ChevronDown, ChevronUp, Replace, WholeWord, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { find, findBehind, findNext, findStateOf, replacementsFor, stopFinding } from '../../../editor/find.ts';
import { LONGEST_QUERY } from '../../../editor/find-text.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { isComposing, isMod } from '../../../ui/keys.ts';
import { say } from '../../../ui/toast.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useFind } from '../model/find-store.ts';
import { useScriptCommand } from '../model/use-script-command.ts';
import styles from './FindBar.module.css';

/** Finds in the script and replaces; over the script, so that what is found is never under it. */
export function FindBar({ editor }: { editor: Editor | null }) {
  const mode = useFind((state) => state.mode);
  return mode === null || editor === null ? null : <OpenBar editor={editor} replacing={mode === 'replace'} />;
}

function OpenBar({ editor, replacing }: { editor: Editor; replacing: boolean }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const { query, replacement, asked, look, setReplacement, open, close } = useFind();
  const { at, of } = useEditorState({ editor, selector: ({ editor: { state } }) => countOf(findStateOf(state)) });
  const run = useScriptCommand(editor);
  const bar = useRef<HTMLElement>(null);
  /** With the last match the button that was pressed is switched off and lets go of the focus, which would be nowhere then. */
  const keepFocus = () => {
    if (findStateOf(editor.state)?.matches.length === 0) bar.current?.querySelector('input')?.focus();
  };
  useEffect(() => find(editor.view, query), [editor, query]);
  useEffect(() => () => (editor.isDestroyed ? undefined : stopFinding(editor.view)), [editor]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again, an open bar takes the focus again
  useEffect(() => bar.current?.querySelector('input')?.select(), [asked]);

  const go = (by: 1 | -1) => findNext(editor.view, by);
  const replaceOne = () => {
    const state = findStateOf(editor.state);
    const match = state?.matches[state.current];
    if (match === undefined) return;
    const blocks = replacementsFor(editor.state.doc, [match], replacement);
    if (run(replaceMatches, { blocks }) !== null) findBehind(editor.view, match, replacement.length);
    keepFocus();
  };
  const replaceAll = () => {
    const blocks = replacementsFor(editor.state.doc, findStateOf(editor.state)?.matches ?? [], replacement);
    const replaced = blocks.length === 0 ? null : run(replaceMatches, { blocks });
    if (replaced !== null) say(t`Replaced ${plural(replaced, { one: '# place', other: '# places' })}.`);
    keepFocus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const key = event.key.toLowerCase();
    if (event.key === 'Escape') close();
    else if (isMod(event) && (key === 'f' || key === 'h')) open(key === 'h' || event.altKey ? 'replace' : 'find');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onEnter = (act: (back: boolean) => void) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || isComposing(event)) return;
    event.preventDefault();
    act(event.shiftKey);
  };
  return (
    <search ref={bar} className={styles.bar} aria-label={t`Find in the script`} onKeyDown={onKeyDown}>
      <div className={styles.row}>
        <div className={styles.field}>
          <Field
            label={t`Find`}
            placeholder={t`Find`}
            value={query.text}
            maxLength={LONGEST_QUERY}
            onChange={(event) => look({ text: event.target.value })}
            onKeyDown={onEnter((back) => go(back ? -1 : 1))}
          />
        </div>
        <IconButton
          icon={CaseSensitive}
          label={t`Match case`}
          pressed={query.matchCase}
          onClick={() => look({ matchCase: !query.matchCase })}
        />
        <IconButton
          icon={WholeWord}
          label={t`Whole word`}
          pressed={query.wholeWord}
          onClick={() => look({ wholeWord: !query.wholeWord })}
        />
        <span className={styles.count} role="status" data-testid="find-count">
          {query.text === '' ? null : of === 0 ? (
            <Trans>Nothing found</Trans>
          ) : (
            <Trans comment="Which of the places where a text was found">
              {at} of {of}
            </Trans>
          )}
        </span>
        <IconButton icon={ChevronUp} label={t`Previous`} shortcut="Shift Enter" disabled={of === 0} onClick={() => go(-1)} />
        <IconButton icon={ChevronDown} label={t`Next`} shortcut="Enter" disabled={of === 0} onClick={() => go(1)} />
        {writable ? (
          <IconButton
            icon={Replace}
            label={t`Show replace`}
            shortcut="Ctrl H"
            pressed={replacing}
            onClick={() => open(replacing ? 'find' : 'replace')}
          />
        ) : null}
        <IconButton icon={X} label={t`Close`} shortcut="Escape" onClick={close} />
      </div>
      {replacing && writable ? (
        <div className={styles.row}>
          <div className={styles.field}>
            <Field
              label={t`Replace with`}
              placeholder={t`Replace with`}
              value={replacement}
              maxLength={LONGEST_QUERY}
              onChange={(event) => setReplacement(event.target.value)}
              onKeyDown={onEnter(replaceOne)}
            />
          </div>
          <Button size="sm" disabled={of === 0} onClick={replaceOne}>
            <Trans>Replace</Trans>
          </Button>
          <Button size="sm" disabled={of === 0} onClick={replaceAll}>
            <Trans>Replace all</Trans>
          </Button>
        </div>
      ) : null}
    </search>
  );
}

/** Which of how many, counted from 1. */
function countOf(state: ReturnType<typeof findStateOf>): { at: number; of: number } {
  return state === null ? { at: 0, of: 0 } : { at: state.current + 1, of: state.matches.length };
}
