/** Something to do at a time, in ms after the start. */
export interface Due {
  at: number;
  run: () => void;
}

/** Does everything at its time whether or not earlier ones were answered (open loop). @returns how late each was done, ms. */
export async function pace(plan: readonly Due[]): Promise<number[]> {
  const due = [...plan].sort((a, b) => a.at - b.at);
  const late: number[] = [];
  const start = performance.now();
  let next = 0;
  while (next < due.length) {
    const now = performance.now() - start;
    for (let item = due[next]; item !== undefined && item.at <= now; item = due[next]) {
      item.run();
      late.push(now - item.at);
      next++;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return late;
}
