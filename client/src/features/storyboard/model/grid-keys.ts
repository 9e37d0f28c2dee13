/** Rows of shots as they stand on the board: each scene begins a row, and wraps after `columns`. */
export function boardRows(scenes: readonly (readonly string[])[], columns: number): string[][] {
  const width = Math.max(1, columns);
  return scenes.flatMap((shots) => {
    const rows: string[][] = [];
    for (let i = 0; i < shots.length; i += width) rows.push(shots.slice(i, i + width));
    return rows;
  });
}

/**
 * Where an arrow key goes. Left and right walk through all shots, up and down keep the column.
 * @returns the shot to select, or null where there is nothing.
 */
export function nextShot(rows: readonly (readonly string[])[], current: string | null, key: string): string | null {
  const all = rows.flat();
  if (current === null || !all.includes(current)) return all[0] ?? null;
  const at = all.indexOf(current);
  if (key === 'ArrowLeft') return all[at - 1] ?? current;
  if (key === 'ArrowRight') return all[at + 1] ?? current;
  if (key === 'Home') return all[0] ?? current;
  if (key === 'End') return all.at(-1) ?? current;
  const row = rows.findIndex((shots) => shots.includes(current));
  const column = rows[row]?.indexOf(current) ?? 0;
  const target = rows[row + (key === 'ArrowDown' ? 1 : -1)];
  return target?.[Math.min(column, target.length - 1)] ?? current;
}
