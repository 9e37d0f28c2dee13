import { Trans } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import { showError } from '../../../api/query-client.ts';
import { readScriptFile, readScriptText, type ScriptFile } from '../model/script-drop.ts';
import type { SeriesActions } from '../model/use-series.ts';
import styles from './Home.module.css';

interface DropScriptProps {
  seriesId: string;
  actions: SeriesActions;
  children: ReactNode;
}

/** Takes a script dropped or pasted anywhere on the page and makes an episode of it. */
export function DropScript({ seriesId, actions, children }: DropScriptProps) {
  const [over, setOver] = useState(false);
  const { mutate } = actions.createEpisode;
  useEffect(() => {
    const create = (script: ScriptFile) => mutate({ seriesId, ...script });
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) readScriptFile(file).then(create, showError);
    };
    const onDragOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
      const file = event.clipboardData?.files[0];
      if (file) {
        readScriptFile(file).then(create, showError);
        return;
      }
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() === '') return;
      readScriptText(text).then(create, showError);
    };
    window.addEventListener('drop', onDrop);
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('paste', onPaste);
    };
  }, [seriesId, mutate]);
  return (
    <>
      {children}
      {over ? (
        <div className={styles.drop}>
          <Trans>Drop the script to make an episode of it</Trans>
        </div>
      ) : null}
    </>
  );
}
