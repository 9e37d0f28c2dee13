/** Runs something once, later, unless cleared first. */
export type SetTimer = (fn: () => void, ms: number) => { clear(): void };

/** The process's own clock. */
export const systemTimer: SetTimer = (fn, ms) => {
  const timer = setTimeout(fn, ms);
  return { clear: () => clearTimeout(timer) };
};
