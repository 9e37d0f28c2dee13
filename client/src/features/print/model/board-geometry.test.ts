import { expect, it } from 'vitest';
import { AIR, CONTE_ROWS, conteGeometry, type GridLayout, gridGeometry, LABEL, usualOrientation } from './board-geometry.ts';

const PAPERS = ['letter', 'a4'] as const;
const GRIDS: readonly GridLayout[] = ['1x1', '2x2', '3x3', '4x3'];

it('fits every grid on every paper, with pictures of 16:9 and room for words', () => {
  for (const paper of PAPERS) {
    for (const layout of GRIDS) {
      for (const orientation of ['portrait', 'landscape'] as const) {
        const name = `${layout} ${paper} ${orientation}`;
        const { sheet, columns, rows, cell, picture, leading, text, more } = gridGeometry(layout, paper, orientation);
        expect(`${columns}x${rows}`, name).toBe(layout);
        expect(columns * cell.width + (columns - 1) * 4 + 20, name).toBeCloseTo(sheet.width);
        expect(rows * cell.height + (rows - 1) * 4 + 20 + 12, name).toBeCloseTo(sheet.height);
        expect(picture.width / picture.height, name).toBeCloseTo(16 / 9);
        expect(picture.width, name).toBeLessThanOrEqual(cell.width + 1e-9);
        expect(LABEL + picture.height + AIR + text.lines * leading, name).toBeLessThanOrEqual(cell.height + 1e-3);
        expect(text.lines, name).toBeGreaterThanOrEqual(6);
        expect(text.columns, name).toBeGreaterThanOrEqual(28);
        expect(LABEL + more.lines * leading, name).toBeLessThanOrEqual(cell.height + 1e-3);
      }
    }
  }
});

it('turns the paper the way its layout wants it', () => {
  expect(GRIDS.map(usualOrientation)).toEqual(['landscape', 'landscape', 'portrait', 'landscape']);
  expect(usualOrientation('econte')).toBe('portrait');
  expect(gridGeometry('1x1', 'a4', 'landscape').sheet).toEqual({ width: 297, height: 210 });
  expect(gridGeometry('1x1', 'letter', 'portrait').sheet).toEqual({ width: 215.9, height: 279.4 });
});

it('puts five pictures of an e-conte below one another, and its columns side by side', () => {
  for (const paper of PAPERS) {
    const { sheet, row, columns, picture, leading, action, dialogue } = conteGeometry(paper);
    expect(CONTE_ROWS).toBe(5);
    expect(5 * row + 20 + 12 + 6 + 8).toBeCloseTo(sheet.height);
    expect(Object.values(columns).reduce((sum, width) => sum + width) + 20).toBeCloseTo(sheet.width);
    expect(picture.height).toBeLessThan(row - 4);
    expect(picture.width).toBeLessThan(columns.picture - 3);
    expect(Math.max(action.lines, dialogue.lines) * leading).toBeLessThanOrEqual(row - 3.2);
    expect(dialogue.columns).toBeGreaterThanOrEqual(20);
  }
});
