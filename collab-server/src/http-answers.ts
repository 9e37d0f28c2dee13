/** What the pages besides the sockets tell. */
export interface HttpState {
  /** Empty when this node takes people in. */
  whyNotReady: readonly string[];
  /** In Prometheus' text format. */
  metrics(): string;
}

export interface HttpAnswer {
  status: number;
  type: string;
  body: string;
}

const TEXT = 'text/plain; charset=utf-8';
/** The version is what a scraper goes by. */
const EXPOSITION = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Answers `/livez` and `/readyz` to everybody and `/metrics` to this machine alone: how busy a team is is nobody else's
 * business (R3). Alive is who answers at all: the answer needs the event loop and nothing else, neither database nor bus.
 */
export function answerHttp(url: string, from: string | undefined, state: HttpState): HttpAnswer {
  const path = url.split('?')[0];
  if (path === '/livez') return { status: 200, type: TEXT, body: 'alive\n' };
  if (path === '/readyz') {
    const reasons = state.whyNotReady;
    if (reasons.length === 0) return { status: 200, type: TEXT, body: 'ready\n' };
    return { status: 503, type: TEXT, body: `not ready: ${reasons.join(', ')}\n` };
  }
  if (path === '/metrics' && isLoopback(from)) return { status: 200, type: EXPOSITION, body: state.metrics() };
  return { status: 404, type: TEXT, body: 'not found\n' };
}

/** A server on all addresses sees IPv4 callers mapped into IPv6. */
function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);
}
