/**
 * Waits until a condition holds, looking again every few milliseconds. Tests use it in place of a sleep.
 * @returns the first value that is neither false, null nor undefined.
 * @throws Error naming `what` when `withinMs` passes first.
 */
export async function eventually<T>(
  what: string,
  condition: () => T | Promise<T>,
  withinMs = 10_000,
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await condition();
    if (value !== false && value !== null && value !== undefined) return value as Exclude<T, false | null | undefined>;
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
