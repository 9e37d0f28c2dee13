/** What the pages besides the sockets tell. */
export interface HttpState {
  ready: boolean;
  /** In Prometheus' text format. */
  metrics(): string;
}

/** Answers `/livez` and `/readyz` to everybody and `/metrics` to this machine alone: how busy a team is is nobody else's business (R3). */
export function answerHttp(url: string, from: string | undefined, state: HttpState): { status: number; body: string } {
  const path = url.split('?')[0];
  if (path === '/livez') return { status: 200, body: 'alive\n' };
  if (path === '/readyz') return state.ready ? { status: 200, body: 'ready\n' } : { status: 503, body: 'not ready\n' };
  if (path === '/metrics' && isLoopback(from)) return { status: 200, body: state.metrics() };
  return { status: 404, body: 'not found\n' };
}

/** A server on all addresses sees IPv4 callers mapped into IPv6. */
function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);
}
