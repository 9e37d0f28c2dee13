import { SCREENPLAY_MARKS, type ScreenplayMark } from '../document/editor-schema.ts';
import type { ScriptBlockJson, ScriptInlineJson } from '../document/script-json.ts';
import { NO_MARKS, pushRun } from './inline.ts';
import type { FountainRun } from './types.ts';

/** @returns the inline nodes of a block's runs. */
export function runsToInline(runs: readonly FountainRun[]): ScriptInlineJson[] {
  return runs.map((run) => {
    if (run.text === '\n') return { type: 'hardBreak' };
    if (run.marks.length === 0) return { type: 'text', text: run.text };
    return { type: 'text', text: run.text, marks: run.marks.map((type) => ({ type })) };
  });
}

/** @returns a block's runs as the parser would give them (offsets are 0: the text has no place in a source). */
export function inlineToRuns(block: ScriptBlockJson): FountainRun[] {
  const runs: FountainRun[] = [];
  for (const node of block.content ?? []) {
    if (node.type === 'hardBreak') {
      pushRun(runs, '\n', NO_MARKS, 0, 0);
      continue;
    }
    const marks = orderedMarks(node.marks ?? []);
    node.text.split(/\r\n|\r|\n/).forEach((line, index) => {
      if (index > 0) pushRun(runs, '\n', NO_MARKS, 0, 0);
      pushRun(runs, line, marks, 0, 0);
    });
  }
  return runs;
}

/** Schema order; a note or an omission stands alone, as in the schema. */
function orderedMarks(marks: readonly { type: ScreenplayMark }[]): readonly ScreenplayMark[] {
  if (marks.length === 0) return NO_MARKS;
  const ordered = SCREENPLAY_MARKS.filter((name) => marks.some((mark) => mark.type === name));
  const aside = ordered.find((name) => name === 'inlineNote' || name === 'omitted');
  return aside === undefined ? ordered : [aside];
}
