/**
 * Gives the browser a text to save as a file, in UTF-8.
 * @param name with its ending; what a file system does not allow in it becomes a dash. @param type MIME type without charset.
 */
export function saveFile(name: string, text: string, type: string): void {
  saveBlob(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** The same for bytes that are there already. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(name);
  link.click();
  URL.revokeObjectURL(url);
}

/** A name that every file system takes: without path marks, control characters and what Windows forbids. */
export function fileName(name: string): string {
  return name
    .replace(/[\p{Cc}<>:"/\\|?*]/gu, '-')
    .replace(/^[.\s]+/, '')
    .slice(-200);
}
