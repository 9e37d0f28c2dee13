import type { ScreenplayBlock, ScreenplayMark } from './editor-schema.ts';

/** A script as ProseMirror JSON of the screenplay schema: what importers make, exporters read and the Yjs fragment holds. */
export interface ScriptJson {
  type: 'doc';
  content: ScriptBlockJson[];
}

export interface ScriptBlockJson {
  type: ScreenplayBlock;
  attrs: ScriptBlockAttrs;
  content?: ScriptInlineJson[];
}

/** Attributes a type does not have are absent (see BLOCK_ATTRIBUTES). */
export interface ScriptBlockAttrs {
  id: string | null;
  src: string | null;
  number?: string | null;
  dual?: boolean;
  level?: number;
  key?: string;
}

export type ScriptInlineJson = ScriptTextJson | { type: 'hardBreak' };

export interface ScriptTextJson {
  type: 'text';
  text: string;
  marks?: { type: ScreenplayMark }[];
}
