import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/** Where the studio listens and how browsers reach it. */
export interface Address {
  /** Address to bind: this machine alone, or every network with `--lan`. */
  bind: string;
  /** Name for links. */
  name: string;
}

/**
 * @param lan serve the local network: only ever on purpose (R3).
 * @throws Error when there is no network to serve.
 */
export function chooseAddress(lan: boolean, interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces()): Address {
  if (!lan) return { bind: '127.0.0.1', name: '127.0.0.1' };
  const found = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter((info) => info.family === 'IPv4' && !info.internal)
    .sort((a, b) => rank(a) - rank(b));
  const [first] = found;
  if (first === undefined)
    throw new Error('There is no network to serve: this machine has no address but its own. Connect it, or start without --lan.');
  return { bind: '0.0.0.0', name: first.address };
}

/** Home and office networks first, then any other; container bridges (172.16/12) and self-assigned addresses last. */
function rank({ address }: NetworkInterfaceInfo): number {
  if (address.startsWith('192.168.')) return 0;
  if (address.startsWith('10.')) return 1;
  if (address.startsWith('169.254.')) return 4;
  return /^172\.(1[6-9]|2\d|3[01])\./.test(address) ? 3 : 2;
}
