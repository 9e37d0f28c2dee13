/**
 * Reads a CSV file by the grammar of RFC 4180 and nothing beside it, behind the byte order mark it must begin with.
 * @throws Error at whatever the grammar does not allow.
 */
export function readCsv(file: string): string[][] {
  if (!file.startsWith('\uFEFF')) throw new Error('no byte order mark');
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 1;
  const quoted = (): string => {
    let text = '';
    for (at += 1; ; at += 1) {
      if (at >= file.length) throw new Error('a quote is never closed');
      if (file[at] !== '"') text += file[at];
      else if (file[at + 1] === '"') {
        text += '"';
        at += 1;
      } else break;
    }
    at += 1;
    return text;
  };
  const bare = (): string => {
    const from = at;
    while (at < file.length && !/[",\r\n]/.test(file[at] ?? '')) at += 1;
    if (file[at] === '"') throw new Error(`a quote inside a bare field at ${at}`);
    return file.slice(from, at);
  };
  while (at < file.length) {
    row.push(file[at] === '"' ? quoted() : bare());
    if (file[at] === ',') {
      at += 1;
      continue;
    }
    if (file.slice(at, at + 2) !== '\r\n') throw new Error(`neither comma nor CRLF at ${at}`);
    at += 2;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) throw new Error('the last record is not ended');
  return rows;
}
