import type { ScreenplayMark } from '../document/editor-schema.ts';
import type { ScriptBlockJson, ScriptJson } from '../document/script-json.ts';
import { inlineToRuns } from '../fountain/doc-runs.ts';
import { paragraphType } from './vocabulary.ts';

export interface Written {
  readonly fdx: string;
  /** Pieces of text that have no place in such a file: omitted stretches and blocks. */
  readonly omitted: number;
}

interface Run {
  readonly text: string;
  readonly marks: readonly ScreenplayMark[];
}

const STYLES: Partial<Record<ScreenplayMark, string>> = { bold: 'Bold', italic: 'Italic', underline: 'Underline' };
/** Fields of a title page that stand in its middle. */
const CENTRED: ReadonlySet<string> = new Set(['title', 'credit', 'author', 'authors', 'source']);

/** Writes a script as a Final Draft file. Notes become ScriptNotes of the paragraph they stand in or behind. */
export function docToFdx(doc: ScriptJson): Written {
  const writer = new Writer();
  for (const block of doc.content) writer.block(block);
  return writer.end();
}

class Writer {
  private readonly paragraphs: Paragraph[] = [];
  private readonly title: string[] = [];
  private omitted = 0;
  private breaks = false;

  block(block: ScriptBlockJson): void {
    const runs = inlineToRuns(block);
    if (block.type === 'titleField') this.title.push(titleParagraph(block.attrs.key ?? 'Title', runs));
    else if (block.type === 'pageBreak') this.breaks = true;
    else if (block.type === 'note') this.note(runs);
    else if (block.type === 'boneyard') this.omitted += 1;
    else this.paragraph(block, runs);
  }

  end(): Written {
    const content = pairDual(this.paragraphs).join('\n');
    const title = this.title.length === 0 ? '' : `\n<TitlePage>\n<Content>\n${this.title.join('\n')}\n</Content>\n</TitlePage>`;
    const fdx = `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n<FinalDraft DocumentType="Script" Template="No" Version="1">\n<Content>\n${content}\n</Content>${title}\n</FinalDraft>\n`;
    return { fdx, omitted: this.omitted };
  }

  private paragraph(block: ScriptBlockJson, runs: readonly Run[]): void {
    const type = paragraphType(block.type, block.attrs.level ?? 1);
    if (type === null) return;
    const number = block.attrs.number?.trim() ?? '';
    const attributes = [
      `Type="${type}"`,
      ...(block.type === 'centered' ? ['Alignment="Center"'] : []),
      ...(number === '' ? [] : [`Number="${escapeXml(number)}"`]),
      ...(this.breaks ? ['StartsNewPage="Yes"'] : []),
    ].join(' ');
    this.breaks = false;
    this.omitted += runs.filter(({ marks }) => marks.includes('omitted')).length;
    const notes = runs.filter(({ marks }) => marks.includes('inlineNote')).map((run) => scriptNote([run]));
    const text = runs.filter(({ marks }) => !marks.includes('omitted') && !marks.includes('inlineNote'));
    this.paragraphs.push({ type: block.type, dual: block.attrs.dual === true, attributes, text: textElements(text), notes });
  }

  private note(runs: readonly Run[]): void {
    const last = this.paragraphs.at(-1);
    if (last !== undefined) last.notes.push(scriptNote(runs));
    else
      this.paragraphs.push({
        type: 'action',
        dual: false,
        attributes: 'Type="Action"',
        text: '<Text></Text>',
        notes: [scriptNote(runs)],
      });
  }
}

interface Paragraph {
  readonly type: ScriptBlockJson['type'];
  readonly dual: boolean;
  readonly attributes: string;
  readonly text: string;
  readonly notes: string[];
}

const IN_SPEECH: ReadonlySet<string> = new Set(['dialogue', 'parenthetical', 'lyrics']);

/** Two speeches said at once stand together inside one `DualDialogue`. */
function pairDual(paragraphs: readonly Paragraph[]): string[] {
  const written: string[] = [];
  for (let at = 0; at < paragraphs.length; ) {
    const middle = speechEnd(paragraphs, at);
    const second = paragraphs[middle];
    if (middle > at && second?.type === 'character' && second.dual) {
      const end = speechEnd(paragraphs, middle);
      const both = paragraphs.slice(at, end).map(paragraphXml).join('\n');
      written.push(`<Paragraph>\n<DualDialogue>\n${both}\n</DualDialogue>\n</Paragraph>`);
      at = end;
      continue;
    }
    const paragraph = paragraphs[at];
    if (paragraph !== undefined) written.push(paragraphXml(paragraph));
    at += 1;
  }
  return written;
}

/** Index behind the speech that begins here; the same index where none does. */
function speechEnd(paragraphs: readonly Paragraph[], at: number): number {
  if (paragraphs[at]?.type !== 'character') return at;
  let end = at + 1;
  while (IN_SPEECH.has(paragraphs[end]?.type ?? '')) end += 1;
  return end;
}

function paragraphXml({ attributes, text, notes }: Paragraph): string {
  return `<Paragraph ${attributes}>${text}${notes.join('')}</Paragraph>`;
}

function titleParagraph(key: string, runs: readonly Run[]): string {
  const side = CENTRED.has(key.toLowerCase()) ? 'Center' : 'Left';
  return `<Paragraph Alignment="${side}" Type="General">${textElements(runs)}</Paragraph>`;
}

function scriptNote(runs: readonly Run[]): string {
  return `<ScriptNote><Paragraph>${textElements(runs.map(({ text }) => ({ text, marks: [] })))}</Paragraph></ScriptNote>`;
}

function textElements(runs: readonly Run[]): string {
  if (runs.length === 0) return '<Text></Text>';
  return runs
    .map(({ text, marks }) => {
      const style = marks
        .map((mark) => STYLES[mark])
        .filter(Boolean)
        .join('+');
      return `<Text${style === '' ? '' : ` Style="${style}"`}>${escapeXml(text)}</Text>`;
    })
    .join('');
}

/** What XML does not allow at all (control characters, halves of a pair) is left out; the rest is escaped. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\P{Cc}]|[\ufffe\uffff]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
