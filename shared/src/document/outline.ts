import type { ScreenplayBlock } from './editor-schema.ts';

/** A block of the script as the outline reads it. */
export interface OutlineBlock {
  readonly id: string | null;
  /** Null for what is no block of a screenplay. */
  readonly type: ScreenplayBlock | null;
  /** Of a section, 1 to 6. */
  readonly level: number;
  readonly text: string;
}

/** A section or a scene, with what stands beneath it. */
export interface OutlineItem {
  readonly kind: 'section' | 'scene';
  /** Of its section block, or of the heading: then it is the scene's. */
  readonly id: string;
  /** 1 is an act, 2 a sequence, deeper a beat; a scene is deeper than any section. */
  readonly level: number;
  readonly title: string;
  /** The synopses right below it as one. */
  readonly synopsis: string;
  /** Its blocks with all beneath it: from this one to before that one. */
  readonly from: number;
  readonly to: number;
  readonly children: readonly OutlineItem[];
}

/** Deeper than the deepest section. */
export const SCENE_LEVEL = 7;

/** The level of what is called so. */
export const OUTLINE_LEVELS = { act: 1, sequence: 2, beat: 3 } as const;
export type OutlineName = keyof typeof OUTLINE_LEVELS;

/** What a section of that level is called; all below a sequence are beats. */
export function outlineName(level: number): OutlineName {
  return level <= 1 ? 'act' : level === 2 ? 'sequence' : 'beat';
}

/**
 * The outline a script has by its sections: each heads what follows up to the next one that is no deeper, and a scene what follows
 * up to the next heading or section (SPEC O1).
 */
export function outlineOf(blocks: readonly OutlineBlock[]): OutlineItem[] {
  const heads = headsOf(blocks);
  const roots: OutlineItem[] = [];
  const open: { level: number; children: OutlineItem[] }[] = [{ level: 0, children: roots }];
  heads.forEach(({ at, id, kind, level }, index) => {
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    // A block without an id, or with one that a paste doubled, ends what is above it and cannot be named.
    if (id === null) return;
    const children: OutlineItem[] = [];
    const to = heads.find((other, place) => place > index && other.level <= level)?.at ?? blocks.length;
    const synopsis = synopsisBelow(blocks, at);
    const title = blocks[at]?.text.trim() ?? '';
    open.at(-1)?.children.push({ kind, id, level, title, synopsis, from: at, to, children });
    open.push({ level, children });
  });
  return roots;
}

/** Every item in the order of the script. */
export function itemsOf(outline: readonly OutlineItem[]): OutlineItem[] {
  return outline.flatMap((item) => [item, ...itemsOf(item.children)]);
}

/** The scenes of an item in order: its own id where it is one. */
export function sceneIdsIn(item: OutlineItem): string[] {
  return itemsOf([item]).flatMap(({ kind, id }) => (kind === 'scene' ? [id] : []));
}

/**
 * Whether an item can go in front of another one, or to the end: what follows it there must not come to stand beneath it, so that
 * one must be no deeper (SPEC O2).
 */
export function canStandBefore(item: OutlineItem, before: OutlineItem | null): boolean {
  return before === null || before.level <= item.level;
}

/** Places of the synopses right below a block. */
export function synopsesBelow(blocks: readonly Pick<OutlineBlock, 'type'>[], at: number): number[] {
  const found: number[] = [];
  for (let next = at + 1; blocks[next]?.type === 'synopsis'; next++) found.push(next);
  return found;
}

/** The synopses right below a block as one; empty where there are none. */
export function synopsisBelow(blocks: readonly Pick<OutlineBlock, 'type' | 'text'>[], at: number): string {
  return synopsesBelow(blocks, at)
    .map((each) => blocks[each]?.text.trim())
    .join(' ');
}

interface Head {
  readonly at: number;
  readonly id: string | null;
  readonly kind: OutlineItem['kind'];
  readonly level: number;
}

function headsOf(blocks: readonly OutlineBlock[]): Head[] {
  const seen = new Set<string>();
  return blocks.flatMap(({ id, type, level }, at): Head[] => {
    if (type !== 'section' && type !== 'sceneHeading') return [];
    const own = id === null || seen.has(id) ? null : id;
    if (own !== null) seen.add(own);
    return [type === 'section' ? { at, id: own, kind: 'section', level } : { at, id: own, kind: 'scene', level: SCENE_LEVEL }];
  });
}
