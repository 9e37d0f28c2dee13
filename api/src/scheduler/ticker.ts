/** Something that is done again and again, and at once when woken. */
export interface Ticker {
  /** Runs as soon as the current run is over. */
  wake(): void;
  /** Waits for the current run, then runs no more. */
  stop(): Promise<void>;
}

/**
 * Runs `work` every `everyMs`, never twice at a time. An error is reported and the next turn comes all the same: a
 * scheduler that dies of one bad row would stop everybody's renders (R7).
 */
export function createTicker(everyMs: number, work: () => Promise<void>, onError: (error: unknown) => void): Ticker {
  let stopped = false;
  let woken = false;
  let interrupt: () => void = () => undefined;

  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!stopped) {
      woken = false;
      await work().catch(onError);
      if (!woken && !stopped) await rest();
    }
  };
  const ended = loop();

  return {
    wake() {
      woken = true;
      interrupt();
    },
    async stop() {
      stopped = true;
      interrupt();
      await ended;
    },
  };
}
