/** Kinds the file dialog offers; what a file really is its bytes say. */
const ACCEPT = 'image/png,image/jpeg,image/webp';

/** Opens the system's file dialog. Not called when it is closed without a file. */
export function chooseFile(onFile: (file: File) => void): void {
  choose(false, ([file]) => file !== undefined && onFile(file));
}

/** The same for several files at once. */
export function chooseFiles(onFiles: (files: readonly File[]) => void): void {
  choose(true, onFiles);
}

function choose(multiple: boolean, onFiles: (files: readonly File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = ACCEPT;
  input.multiple = multiple;
  input.onchange = () => {
    const files = [...(input.files ?? [])];
    if (files.length > 0) onFiles(files);
  };
  input.click();
}

/** @returns the first file of a drop or paste; null where there is none, such as for text. */
export function fileOf(data: DataTransfer | null): File | null {
  return data?.files[0] ?? null;
}

/** What a card is dragged as. */
export const SHOT_DRAG = 'application/x-trashfire-shot';

export type DragKind = 'shot' | 'file' | null;

/** What is dragged over the board, as far as a browser tells before it is dropped. */
export function dragKind(data: Pick<DataTransfer, 'types'> | null): DragKind {
  const types = data?.types ?? [];
  if (types.includes(SHOT_DRAG)) return 'shot';
  return types.includes('Files') ? 'file' : null;
}
