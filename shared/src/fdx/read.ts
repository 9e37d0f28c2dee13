import { XMLParser } from 'fast-xml-parser';
import type { ScreenplayBlock, ScreenplayMark } from '../document/editor-schema.ts';
import { BLOCK_ATTRIBUTES } from '../document/editor-schema.ts';
import type { ScriptBlockAttrs, ScriptBlockJson, ScriptInlineJson, ScriptJson } from '../document/script-json.ts';
import { AppError } from '../errors/app-error.ts';
import { newId } from '../ids.ts';
import { readAs } from './vocabulary.ts';

/** What a Final Draft file held that a script here does not; how often. */
export type Loss = 'revisions' | 'unknownType' | 'style' | 'omittedScene' | 'cast';
export type Losses = Readonly<Partial<Record<Loss, number>>>;

/** Why a file was refused, as `details.fault` of the error. */
export type FdxFault = 'no-script' | 'entities' | 'breaks-off' | 'too-many';

export interface Read {
  readonly doc: ScriptJson;
  readonly losses: Losses;
}

/** Paragraphs of one file; a feature has some 4,000. */
const MOST_PARAGRAPHS = 50_000;
const MARKS: Readonly<Record<string, ScreenplayMark>> = { Bold: 'bold', Italic: 'italic', Underline: 'underline' };
/** Styles that change how text looks and not what it says. */
const SILENT_STYLES: ReadonlySet<string> = new Set(['', 'AllCaps']);

/** An element as the parser gives it: its children under its name, its attributes under `:@`. */
type Node = Readonly<Record<string, unknown>>;

/**
 * Reads a Final Draft file (.fdx).
 * @param mintId gives a fresh id per block; tests pass a seeded one.
 * @throws AppError `bad-input` for what is no such file, `too-large` for more than a script holds.
 */
export function fdxToDoc(text: string, mintId: () => string = newId): Read {
  const root = find(parse(text), 'FinalDraft');
  const content = root === null ? null : find(root, 'Content');
  if (root === null || content === null) {
    throw refusal(
      'no-script',
      'That is not a Final Draft script: it holds no FinalDraft element with content. Save it from Final Draft as .fdx.',
    );
  }
  const reader = new Reader(mintId);
  reader.title(find(find(root, 'TitlePage') ?? [], 'Content') ?? []);
  reader.paragraphs(content);
  return reader.end();
}

function parse(text: string): readonly Node[] {
  // Entities that a file declares itself are not expanded: a short file could name a very long text (a billion laughs).
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    throw refusal('entities', 'That file declares entities of its own, which no Final Draft script does.');
  try {
    const parser = new XMLParser({
      preserveOrder: true,
      ignoreAttributes: false,
      attributeNamePrefix: '',
      trimValues: false,
      parseTagValue: false,
      parseAttributeValue: false,
    });
    return parser.parse(text, true) as Node[];
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : 'it breaks off';
    throw refusal('breaks-off', `That is not a whole XML file: ${why}`, error);
  }
}

function refusal(fault: FdxFault, message: string, cause?: unknown): AppError {
  return new AppError(fault === 'too-many' ? 'too-large' : 'bad-input', message, { cause, details: { fault } });
}

class Reader {
  private readonly blocks: ScriptBlockJson[] = [];
  private readonly losses: Partial<Record<Loss, number>> = {};
  private readonly mintId: () => string;

  constructor(mintId: () => string) {
    this.mintId = mintId;
  }

  end(): Read {
    if (this.blocks.length === 0) this.add('action', [], {});
    return { doc: { type: 'doc', content: this.blocks }, losses: this.losses };
  }

  /** A title page is lines on paper: the first is the title, one that says "by" the credit, what follows it the author, the rest contact. */
  title(content: readonly Node[]): void {
    const lines = childrenOf(content, 'Paragraph')
      .map((paragraph) => inlineOf(paragraph, this.lose))
      .filter((line) => plain(line).trim() !== '');
    let key = 'Title';
    for (const line of lines) {
      const text = plain(line).trim();
      if (key !== 'Title' && /\bby$/i.test(text)) key = 'Credit';
      this.add('titleField', line, { key });
      key = key === 'Credit' ? 'Author' : 'Contact';
    }
  }

  paragraphs(content: readonly Node[], dual = false): void {
    let cues = 0;
    for (const paragraph of childrenOf(content, 'Paragraph')) {
      const pair = find(paragraph.children, 'DualDialogue');
      if (pair !== null) {
        this.paragraphs(pair, true);
        continue;
      }
      const isCue = paragraph.attributes.Type === 'Character';
      if (isCue) cues += 1;
      this.paragraph(paragraph, dual && isCue && cues === 2);
    }
  }

  private paragraph(paragraph: Element, dual: boolean): void {
    const { attributes, children } = paragraph;
    const { type, level, exact } = readAs(attributes.Type ?? '');
    if (!exact) this.lose('unknownType');
    if (attributes.StartsNewPage === 'Yes' && this.blocks.length > 0) this.add('pageBreak', [], {});
    if (find(children, 'OmittedScene') !== null) this.lose('omittedScene');
    if (find(children, 'CastList') !== null) this.lose('cast');
    const inline = inlineOf(paragraph, this.lose);
    const centred = type === 'action' && attributes.Alignment === 'Center' ? 'centered' : type;
    const isEmpty = plain(inline).trim() === '';
    if (!isEmpty || type === 'sceneHeading') {
      const number = attributes.Number?.trim();
      this.add(centred, inline, { number: number === undefined || number === '' ? null : number, level: level ?? 1, dual });
    }
    for (const note of childrenOf(children, 'ScriptNote')) this.note(note);
  }

  private note(note: Element): void {
    const lines = childrenOf(note.children, 'Paragraph').map((paragraph) => inlineOf(paragraph, () => undefined));
    const inline = lines.flatMap((line, i): ScriptInlineJson[] => (i === 0 ? line : [{ type: 'hardBreak' }, ...line]));
    if (plain(inline).trim() !== '') this.add('note', inline, {});
  }

  private add(type: ScreenplayBlock, content: ScriptInlineJson[], values: Omit<ScriptBlockAttrs, 'id' | 'src'>): void {
    if (this.blocks.length >= MOST_PARAGRAPHS)
      throw refusal('too-many', `That script has more than ${MOST_PARAGRAPHS} paragraphs. One that long is not one episode.`);
    const allowed = Object.entries(values).filter(([name]) => BLOCK_ATTRIBUTES[type].includes(name));
    const attrs: ScriptBlockAttrs = { id: this.mintId(), src: null, ...Object.fromEntries(allowed) };
    this.blocks.push(content.length === 0 ? { type, attrs } : { type, attrs, content });
  }

  private readonly lose = (loss: Loss): void => {
    this.losses[loss] = (this.losses[loss] ?? 0) + 1;
  };
}

interface Element {
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}

function childrenOf(nodes: readonly Node[], name: string): Element[] {
  return nodes.flatMap((node) => {
    const children = node[name];
    return Array.isArray(children)
      ? [{ attributes: (node[':@'] ?? {}) as Record<string, string>, children: children as Node[] }]
      : [];
  });
}

function find(nodes: readonly Node[], name: string): readonly Node[] | null {
  return childrenOf(nodes, name)[0]?.children ?? null;
}

/** The runs of a paragraph, joined where their marks are the same; a line end inside is a hard break. */
function inlineOf({ children }: Element, lose: (loss: Loss) => void): ScriptInlineJson[] {
  const inline: ScriptInlineJson[] = [];
  for (const { attributes, children: texts } of childrenOf(children, 'Text')) {
    if (attributes.RevisionID !== undefined && attributes.RevisionID !== '0') lose('revisions');
    const styles = (attributes.Style ?? '').split('+');
    const marks = styles.flatMap((style) => MARKS[style] ?? []);
    if (styles.some((style) => MARKS[style] === undefined && !SILENT_STYLES.has(style))) lose('style');
    const text = texts.map((node) => String(node['#text'] ?? '')).join('');
    text.split(/\r\n|\r|\n/).forEach((line, i) => {
      if (i > 0) inline.push({ type: 'hardBreak' });
      push(inline, line, marks);
    });
  }
  return inline;
}

function push(inline: ScriptInlineJson[], text: string, marks: readonly ScreenplayMark[]): void {
  if (text === '') return;
  const last = inline.at(-1);
  const kinds = last?.type === 'text' ? (last.marks ?? []).map(({ type }) => type) : null;
  if (last?.type === 'text' && kinds?.join() === marks.join()) last.text += text;
  else inline.push(marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks: marks.map((type) => ({ type })) });
}

function plain(inline: readonly ScriptInlineJson[]): string {
  return inline.map((node) => (node.type === 'text' ? node.text : '\n')).join('');
}
