import { spawn } from 'node:child_process';

/** @returns the command that shows an address in a browser, or null where there is none to show it in. */
export function browserCommand(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): readonly [string, ...string[]] | null {
  if (env.CI !== undefined && env.CI !== '' && env.CI !== 'false') return null;
  if (env.SSH_CONNECTION !== undefined) return null;
  if (platform === 'darwin') return ['open'];
  // `start` takes its first quoted word for the window's title.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""'];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

/** Opens the address where there is a browser; where that fails the printed link is still there. */
export function openBrowser(url: string): void {
  const command = browserCommand(process.platform, process.env);
  if (command === null) return;
  const [program, ...words] = command;
  const child = spawn(program, [...words, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
