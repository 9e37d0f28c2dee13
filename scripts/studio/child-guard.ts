/**
 * Preloaded into every service (`node --import`): ends it when the studio that started it is gone, even by `kill -9`, so that a
 * next start finds no orphan holding a port. The channel to the parent closes with the parent, whatever ended it.
 */
const GRACE_MS = 4_000;

process.on('disconnect', () => {
  setTimeout(() => {
    // Its own process group (it was started detached): an encoder it runs goes with it.
    try {
      process.kill(-process.pid, 'SIGKILL');
    } catch {
      process.exit(1);
    }
  }, GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
// Listening for the end of the channel must not keep a service alive that has shut down by itself.
process.channel?.unref();

export {};
