import { z } from 'zod';

/**
 * What rings on the bus (Postgres NOTIFY or Redis): a hint that something changed, never the change itself. A lost message
 * costs latency and nothing else, since every reader also polls (DESIGN §5.4).
 */
export const BUS_CHANNEL = 'trashfire';

/** Rows and presence between nodes of the collab-server: binary, many and of no use to anybody else. */
export const NODE_CHANNEL = 'trashfire-nodes';

export const BusMessage = z.discriminatedUnion('kind', [
  /** A document's log grew to `seq`; `node` is who wrote it, `epoch` which document of that name. */
  z.object({
    kind: z.literal('update'),
    document: z.string(),
    seq: z.number().int(),
    node: z.string(),
    epoch: z.number().int().optional(),
  }),
  /** A membership changed: sockets of this person in this team are checked now. */
  z.object({ kind: z.literal('access'), team: z.string(), person: z.string() }),
  /** A document was deleted or replaced. */
  z.object({ kind: z.literal('document'), document: z.string() }),
]);
export type BusMessage = z.infer<typeof BusMessage>;

/** @returns the message, or null when it is not one of ours. Never throws. */
export function parseBusMessage(text: string): BusMessage | null {
  try {
    return BusMessage.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
