import type { ScreenplayBlock } from '@trashfire/shared/document/editor-schema';

interface Field {
  readonly type: ScreenplayBlock;
  readonly text: string;
  /** Title page key. */
  readonly key: string | null;
}

export interface TitlePage {
  /** In the middle of the page, one below the other. */
  readonly centred: readonly string[];
  /** At its foot: contact, draft, copyright. */
  readonly foot: readonly string[];
}

const CENTRED = ['title', 'credit', 'author', 'authors', 'source'];

/** @returns what the title page says, or null for a script without one. */
export function titlePageOf(blocks: readonly Field[]): TitlePage | null {
  const fields = blocks.filter(({ type, text }) => type === 'titleField' && text.trim() !== '');
  if (fields.length === 0) return null;
  const place = ({ key }: Field) => CENTRED.indexOf((key ?? 'title').toLowerCase());
  const centred = fields.filter((field) => place(field) >= 0).sort((a, b) => place(a) - place(b));
  return { centred: centred.map(({ text }) => text), foot: fields.filter((field) => place(field) < 0).map(({ text }) => text) };
}
