import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import { newId } from '@trashfire/shared/ids';
import { expect, it } from 'vitest';
import { dualColumns } from './dual-columns.ts';

/** Each block as `type column`, in order. */
function columns(fountain: string): string[] {
  const { content } = fountainToDoc(fountain, newId);
  const found = dualColumns(content.map(({ type, attrs }) => ({ type, dual: attrs.dual === true })));
  return content.map(({ type }, index) => `${type} ${found[index] ?? '-'}`);
}

it('puts both speeches of a dual dialogue beside each other, whole, and nothing else', () => {
  const script = 'INT. DOCK - DAY\n\nNAO\n(low)\nNow.\nGo.\n\nPIM ^\nNever.\n\nRain.\n\nNAO\nFine.\n';
  expect(columns(script)).toEqual([
    'sceneHeading -',
    'character left',
    'parenthetical left',
    'dialogue left',
    'character right',
    'dialogue right',
    'action -',
    'character -',
    'dialogue -',
  ]);
});

it('makes no third column, and none of a cue with nothing to stand beside', () => {
  expect(columns('NAO\nA.\n\nPIM ^\nB.\n\nKITE ^\nC.\n').filter((line) => line.startsWith('character'))).toEqual([
    'character left',
    'character right',
    'character -',
  ]);
  expect(columns('INT. DOCK - DAY\n\nRain.\n\nPIM ^\nB.\n').slice(2)).toEqual(['character -', 'dialogue -']);
});
