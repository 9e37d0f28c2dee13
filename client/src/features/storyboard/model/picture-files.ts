/** Kinds the file dialog offers; what a file really is its bytes say. */
const ACCEPT = 'image/png,image/jpeg,image/webp';

/** Opens the system's file dialog. Not called when it is closed without a file. */
export function chooseFile(onFile: (file: File) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = ACCEPT;
  input.onchange = () => {
    const file = input.files?.[0];
    if (file !== undefined) onFile(file);
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
