import type { Page } from '@playwright/test';

/** A line that can be cut: nothing goes out or comes in, and the socket ends. */
export async function cutLine(page: Page): Promise<{ cut(): void; mend(): void }> {
  let isCut = false;
  const open = new Set<{ close(options?: { code?: number }): Promise<void> }>();
  await page.routeWebSocket(/\/collab\//, (socket) => {
    if (isCut) {
      void socket.close({ code: 1012 });
      return;
    }
    open.add(socket);
    socket.connectToServer();
  });
  return {
    cut() {
      isCut = true;
      for (const socket of open) void socket.close({ code: 1012 });
      open.clear();
    },
    mend() {
      isCut = false;
    },
  };
}
