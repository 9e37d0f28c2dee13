/**
 * What a spreadsheet would take for a formula, or for a cell of its own: OWASP "CSV Injection". The full-width signs are those that
 * a Japanese spreadsheet takes for the narrow ones.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** Spreadsheets read a file without it in the system's own encoding, and Japanese becomes unreadable. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Rows as a CSV file of RFC 4180: fields parted by commas, every record ended by CRLF, in UTF-8 with a byte order mark. A cell that
 * a spreadsheet would run begins with an apostrophe; every other one holds exactly its text.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
}

function field(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
