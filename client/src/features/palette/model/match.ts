export interface PaletteCommand {
  readonly group: string;
  readonly label: string;
  readonly hint?: string;
  readonly run: () => void;
}

/** Letters of the query in order, anywhere in the text. @returns a score, lower is better, or null where they are not all there. */
function score(text: string, query: string): number | null {
  const hay = text.toLowerCase();
  const at = hay.indexOf(query);
  if (at >= 0) return at;
  let from = 0;
  for (const letter of query) {
    const next = hay.indexOf(letter, from);
    if (next < 0) return null;
    from = next + 1;
  }
  return 100 + from;
}

/** The commands a query means, best first; all of them, in their own order, for an empty query. */
export function matchCommands(commands: readonly PaletteCommand[], query: string): PaletteCommand[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [...commands];
  return commands
    .map((command) => ({ command, rank: score(`${command.label} ${command.group}`, wanted) }))
    .filter((entry): entry is { command: PaletteCommand; rank: number } => entry.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map((entry) => entry.command);
}
