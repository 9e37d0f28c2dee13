const ends = new Set<() => void>();

/** Has something of this window ended when its person leaves; said by what is loaded late, so that nobody loads it in order to end it. */
export function onLeave(end: () => void): void {
  ends.add(end);
}

export function endAll(): void {
  for (const end of ends) end();
}
