import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { closeCodeOf } from '@trashfire/shared/realtime/reconnect';
import type { CollabNode } from '../collab-node.ts';
import { parseExposition, sampleOf } from './exposition-parser.ts';

/** What a node has counted, as its `/metrics` tells it. @param series with its label where it has one. */
export function counted(node: CollabNode, series: string): number {
  return sampleOf(parseExposition(node.metrics.render()), series);
}

/** How many a node has refused for the reason of a close code. */
export function refusals(node: CollabNode, code: number): number {
  const [reason] = Object.entries(CLOSE).find(([, one]) => one === closeCodeOf(code)) ?? [];
  return counted(node, `collab_refused_total{reason="${reason}"}`);
}
