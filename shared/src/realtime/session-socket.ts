/**
 * The class a session opens its sockets with. Node's own WebSocket takes headers where a browser's takes protocols.
 * @param origin in Node: the page's address, which a browser would send by itself.
 */
export function socketClass(given: typeof WebSocket = globalThis.WebSocket, origin?: string): typeof WebSocket {
  if (origin === undefined) return given;
  return class extends given {
    constructor(url: string | URL) {
      super(url, { headers: { origin } } as unknown as string[]);
    }
  };
}
