import { continuedCue, type Element, type ScriptBlock, type Speech } from './elements.ts';
import { type Column, CUE, columnOf, dualColumnOf, RIGHT_EDGE } from './grid.ts';
import { cut, type Run, sentenceEnds, textOf, widthOf, wrap, wrapFirst } from './wrap.ts';

/** One line of text on a page. */
export interface LaidLine {
  /** From 0, the first line below the top margin. */
  readonly row: number;
  /** Characters from the left edge of the paper. */
  readonly column: number;
  readonly runs: readonly Run[];
  readonly type: ScriptBlock['type'];
  /** The block it is of; null for `(MORE)`. */
  readonly block: string | null;
}

export interface LaidPage {
  readonly lines: readonly LaidLine[];
}

/** A line that has no row yet. */
type Line = Omit<LaidLine, 'row'>;
type Lay = (block: ScriptBlock) => Line[];

const MORE: Line = { column: CUE.left, runs: [{ text: '(MORE)', marks: [] }], type: 'character', block: null };
/** Least lines of action on each side of a page's end (RULES L8), and of what follows a heading (L6). */
const LEAST = 2;

/** Lays elements on pages of so many lines (RULES L3 to L11). An empty script has one empty page. */
export function paginate(elements: readonly Element[], linesPerPage: number): LaidPage[] {
  const pages = new Pages(linesPerPage);
  for (let at = 0; at < elements.length; at++) {
    const element = elements[at];
    if (element !== undefined) place(pages, element, () => stub(elements, at + 1, linesPerPage));
  }
  return pages.all;
}

class Pages {
  readonly all: { lines: LaidLine[] }[] = [{ lines: [] }];
  readonly size: number;
  private row = 0;
  private headings = false;

  constructor(size: number) {
    this.size = size;
  }

  /** Lines left for an element that comes now, the blank one before it taken off. */
  get space(): number {
    return this.size - this.row - this.gap;
  }

  get isFresh(): boolean {
    return this.row === 0;
  }

  /** Whether nothing but headings stands on the page: turning it would leave them at its foot (RULES L6). */
  get hasHeadingsOnly(): boolean {
    return !this.isFresh && this.headings;
  }

  /** @param joined without a blank line before. */
  put(lines: readonly Line[], joined = false): void {
    this.headings = (this.isFresh || this.headings) && lines.every(({ type }) => type === 'sceneHeading');
    if (!joined) this.row += this.gap;
    for (const line of lines) this.all.at(-1)?.lines.push({ ...line, row: this.row++ });
  }

  turn(): void {
    if (this.isFresh) return;
    this.all.push({ lines: [] });
    this.row = 0;
  }

  /** Two columns side by side, as deep as the deeper one. */
  putBeside(left: readonly Line[], right: readonly Line[]): void {
    this.headings = false;
    this.row += this.gap;
    const page = this.all.at(-1);
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
      for (const line of [left[i], right[i]]) if (line !== undefined) page?.lines.push({ ...line, row: this.row });
      this.row++;
    }
  }

  private get gap(): number {
    return this.isFresh ? 0 : 1;
  }
}

function place(pages: Pages, element: Element, next: () => number): void {
  if (element.kind === 'break') pages.turn();
  else if (element.kind === 'speech') placeSpeech(pages, element.speech);
  else if (element.kind === 'dual') placeDual(pages, element.left, element.right);
  else if (element.block.type === 'sceneHeading') placeHeading(pages, element.block, next());
  else placeText(pages, lay(element.block));
}

/** Lines of a block that was not changed since: typing changes one of thousands, and breaking lines is most of the work. */
const known = new WeakMap<ScriptBlock, Line[]>();

function lay(block: ScriptBlock): Line[] {
  const lines = known.get(block) ?? layPart(block, block.runs);
  known.set(block, lines);
  return lines;
}

interface Begun {
  readonly lines: Line[];
  /** Where in its text each line begins, and the one after them; null where they are all. */
  readonly starts: readonly number[];
  readonly next: number | null;
}
/** Beginnings of blocks, for pages of one size after the other. */
const begun = new WeakMap<ScriptBlock, Begun & { most: number }>();

/** The first lines of a block: of a speech that fills a hundred pages, no more than the page in hand takes. */
function layFirst(block: ScriptBlock, most: number): Begun {
  const last = begun.get(block);
  if (last?.most === most) return last;
  const column = columnOf(block.type);
  const { lines, ...rest } = wrapFirst(block.runs, column.width, most);
  const laid = { lines: linesIn(column, block, lines), ...rest, most };
  begun.set(block, laid);
  return laid;
}

function layPart(block: ScriptBlock, runs: readonly Run[]): Line[] {
  return layIn(columnOf(block.type), block, runs);
}

function layIn(column: Column, block: ScriptBlock, runs: readonly Run[]): Line[] {
  return linesIn(column, block, wrap(runs, column.width));
}

function linesIn({ left, width }: Column, { id, type }: ScriptBlock, lines: readonly Run[][]): Line[] {
  return lines.map((line) => ({ column: columnFor(type, left, width, line), runs: line, type, block: id }));
}

function columnFor(type: ScriptBlock['type'], left: number, width: number, line: readonly Run[]): number {
  const used = widthOf(textOf(line));
  if (type === 'transition') return RIGHT_EDGE - used;
  return type === 'centered' ? left + Math.max(0, Math.floor((width - used) / 2)) : left;
}

/** Lines that have to stand under a heading for what follows to begin there (RULES L6). */
function stub(elements: readonly Element[], from: number, size: number): number {
  let needed = 0;
  for (let at = from; at < elements.length && needed < size; at++) {
    const element = elements[at];
    if (element === undefined || element.kind === 'break') break;
    if (element.kind !== 'block') return needed + speechStub(element, size);
    const { length } = lay(element.block);
    // Three lines do not part into two and two.
    if (element.block.type !== 'sceneHeading') return needed + (length <= LEAST + 1 ? length : LEAST);
    // A heading under a heading needs what follows it as well.
    needed += length + 1;
  }
  return needed;
}

function speechStub(element: Extract<Element, { kind: 'speech' | 'dual' }>, size: number): number {
  if (element.kind === 'dual') {
    const depth = Math.max(...layDual(element.left, element.right).map(({ length }) => length));
    return depth > size ? 1 : depth;
  }
  const { length } = laySpeech(element.speech, (block) => layFirst(block, size + 1).lines);
  const first = firstPart(element.speech, size);
  const least = first === null ? length : first + 1;
  // What fits on no page parts anywhere: the cue, a line and (MORE).
  return length > size ? Math.min(least, LEAST + 1) : Math.min(length, least);
}

function placeHeading(pages: Pages, block: ScriptBlock, below: number): void {
  const lines = lay(block);
  if (lines.length + (below === 0 ? 0 : 1 + below) > pages.space) pages.turn();
  pages.put(lines);
}

/** RULES L8. */
function placeText(pages: Pages, lines: readonly Line[]): void {
  let rest = lines;
  let joined = false;
  while (rest.length > pages.space) {
    const room = Math.min(pages.space, rest.length - LEAST);
    if (room >= LEAST) {
      pages.put(rest.slice(0, room), joined);
      rest = rest.slice(room);
      joined = true;
    } else if (pages.isFresh) break;
    pages.turn();
  }
  pages.put(rest, joined && !pages.isFresh);
}

/** RULES L7, L9. */
function placeSpeech(pages: Pages, whole: Speech): void {
  let speech = whole;
  for (;;) {
    const lines = laySpeech(speech, (block) => layFirst(block, pages.size + 1).lines);
    if (lines.length <= pages.space) {
      pages.put(lines);
      return;
    }
    const parted =
      part(speech, pages.space, pages.size) ??
      (lines.length > pages.size || pages.hasHeadingsOnly ? partAtLine(speech, pages.space, pages.size) : null);
    if (parted !== null) {
      pages.put([...parted.head, MORE]);
      speech = parted.rest;
    } else if (pages.isFresh) {
      // A page too small for a cue and a line: nothing to be done about it.
      pages.put(laySpeech(speech, lay));
      return;
    }
    pages.turn();
  }
}

function laySpeech({ cue, parts }: Speech, how: Lay): Line[] {
  return [...how(cue), ...parts.flatMap((block) => how(block))];
}

interface Parted {
  readonly head: readonly Line[];
  readonly rest: Speech;
}

/** The last place where a speech may be parted so that its head and `(MORE)` fit (RULES L9). */
function part(speech: Speech, space: number, size: number): Parted | null {
  const head = [...lay(speech.cue)];
  let best: Parted | null = null;
  for (const [i, block] of speech.parts.entries()) {
    const later = speech.parts.slice(i + 1);
    const { lines, starts, next } = layFirst(block, size + 1);
    const ends = block.type === 'parenthetical' ? [] : sentencesOf(block, next);
    const headAt = (end: number) => layPart(block, cut(block.runs, end)[0]);
    const fits = (end: number | undefined) => end !== undefined && head.length + headAt(end).length + 1 <= space;
    // The lines of the whole tell where to look; a line that ends with the sentence may hold a letter more.
    let fitting = ends.filter((end) => end <= (starts[space - 1 - head.length] ?? Number.POSITIVE_INFINITY)).length;
    while (fitting > 0 && !fits(ends[fitting - 1])) fitting -= 1;
    while (fits(ends[fitting])) fitting += 1;
    const end = ends[fitting - 1];
    if (end !== undefined) {
      const behind = { ...block, runs: cut(block.runs, end)[1] };
      best = { head: [...head, ...headAt(end)], rest: continueWith(speech, [behind, ...later]) };
    }
    // Nothing further on stands on this page.
    if (fitting < ends.length || next !== null) return best;
    head.push(...lines);
    if (head.length + 1 > space) return best;
    if (block.type !== 'parenthetical' && later.length > 0) best = { head: [...head], rest: continueWith(speech, later) };
  }
  return best;
}

/** Lines up to the first place where a speech may be parted, with its cue; null where there is none. */
function firstPart({ cue, parts }: Speech, size: number): number | null {
  let { length } = lay(cue);
  for (const [i, block] of parts.entries()) {
    const { lines, next } = layFirst(block, size + 1);
    const isSpoken = block.type !== 'parenthetical';
    const [end] = isSpoken ? sentencesOf(block, next) : [];
    if (end !== undefined) return length + layPart(block, cut(block.runs, end)[0]).length;
    length += lines.length;
    if (isSpoken && i < parts.length - 1) return length;
  }
  return null;
}

/** Ends of sentences of a block, as far as `next`. */
function sentencesOf({ runs }: ScriptBlock, next: number | null): number[] {
  const text = textOf(runs);
  return sentenceEnds(next === null ? text : text.slice(0, next));
}

/** A speech longer than a page with no sentence that ends on it parts behind its last line that fits. */
function partAtLine(speech: Speech, space: number, size: number): Parted | null {
  const head = [...lay(speech.cue)];
  for (const [i, block] of speech.parts.entries()) {
    const { lines, starts, next } = layFirst(block, size + 1);
    const room = space - 1 - head.length;
    if (next === null && lines.length <= room) {
      head.push(...lines);
      continue;
    }
    // What came before fills the page to its last line.
    if (room < 1) return i === 0 ? null : { head, rest: continueWith(speech, speech.parts.slice(i)) };
    const behind = { ...block, runs: cut(block.runs, starts[room] ?? next ?? 0)[1] };
    const rest = continueWith(speech, [behind, ...speech.parts.slice(i + 1)]);
    return { head: [...head, ...lines.slice(0, room)], rest };
  }
  return null;
}

function continueWith({ cue }: Speech, parts: readonly ScriptBlock[]): Speech {
  return { cue: continuedCue(cue), parts };
}

/** RULES L11. */
function placeDual(pages: Pages, left: Speech, right: Speech): void {
  let columns = layDual(left, right);
  const depth = () => Math.max(...columns.map(({ length }) => length));
  if (depth() > pages.space && depth() <= pages.size && !pages.hasHeadingsOnly) pages.turn();
  while (depth() > pages.space) {
    const room = pages.space;
    if (room > 0) {
      pages.putBeside(columns[0].slice(0, room), columns[1].slice(0, room));
      columns = [columns[0].slice(room), columns[1].slice(room)];
    }
    pages.turn();
  }
  pages.putBeside(...columns);
}

function layDual(left: Speech, right: Speech): [Line[], Line[]] {
  const column = (speech: Speech, side: 0 | 1) =>
    laySpeech(speech, (block) => layIn(dualColumnOf(block.type, side), block, block.runs));
  return [column(left, 0), column(right, 1)];
}
