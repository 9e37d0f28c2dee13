/** Breaking a ten-page screenplay down offline: reading, casting, covering and writing it into documents. Bar: 2 s. */
import { readFileSync } from 'node:fs';
import { boardScene } from '@trashfire/shared/document/commands/board-scene';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { importScript } from '@trashfire/shared/document/commands/import-script';
import { episodeRecords } from '@trashfire/shared/document/records';
import { scriptFromFragment } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { derivedId } from '@trashfire/shared/ids';
import * as Y from 'yjs';
import { breakDown } from '../../api/src/agent/drafter/breakdown.ts';

const fountain = readFileSync(new URL('../support/scripts/salvage-nine-lives.fountain', import.meta.url), 'utf8');
const ROUNDS = 9;

function once(): { shots: number; ms: number } {
  const doc = new Y.Doc();
  const begin = performance.now();
  runCommand(doc, importScript, { fountain }, 'bench');
  const script = scriptFromFragment(scriptFragment(doc));
  const { scenes } = breakDown(script, { characters: [], locations: [] }, '0SER00000001');
  for (const { sceneId, shots } of scenes) {
    const clips = shots.map(({ shot, frames }) => ({ id: derivedId('clip', shot.id), shotId: shot.id, duration: frames }));
    runCommand(doc, boardScene, { sceneId, shots: shots.map(({ shot }) => shot), clips }, 'bench');
  }
  return { shots: episodeRecords(doc).shots.length, ms: performance.now() - begin };
}

const rounds = Array.from({ length: ROUNDS }, once);
const times = rounds.map((round) => round.ms).sort((a, b) => a - b);
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]?.toFixed(0);
process.stdout.write(`${fountain.split('\n').length} lines, ${rounds[0]?.shots} shots: `);
process.stdout.write(
  `first ${rounds[0]?.ms.toFixed(0)} ms, median ${at(0.5)} ms, least ${at(0)} ms, most ${at(1)} ms over ${ROUNDS} rounds\n`,
);
