import { Trans } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import { showError } from '../../../api/query-client.ts';
import { isTextField } from '../../../ui/keys.ts';
import { isArchive } from '../model/archive-file.ts';
import { readScriptFile, readScriptText, type ScriptFile } from '../model/script-drop.ts';
import styles from './Home.module.css';

interface DropScriptProps {
  /** A script that was dropped or pasted, read. */
  onScript: (script: ScriptFile) => void;
  /** A series that was exported as one file. */
  onArchive: (file: File) => void;
  /** While something else is asked, what is dropped is for nobody. */
  disabled: boolean;
  children: ReactNode;
}

/** Takes a script dropped or pasted anywhere on the page, or an archive of a series. */
export function DropScript({ onScript, onArchive, disabled, children }: DropScriptProps) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const take = (file: File) => {
      if (disabled) return;
      if (isArchive(file)) onArchive(file);
      else readScriptFile(file).then(onScript, showError);
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) take(file);
    };
    const onDragOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(!disabled);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (disabled || isTextField(event.target)) return;
      const file = event.clipboardData?.files[0];
      if (file) {
        take(file);
        return;
      }
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() === '') return;
      readScriptText(text).then(onScript, showError);
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
  }, [onScript, onArchive, disabled]);
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
