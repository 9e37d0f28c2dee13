import { byBibleName, normalName } from '@trashfire/shared/document/bible-names';
import type { Script } from '@trashfire/shared/fountain/script';
import { findCast } from '../drafter/cast.ts';
import type { NamedScene } from '../target.ts';
import type { World } from '../world.ts';

export interface CastRow {
  name: string;
  lines: number;
  /** Numbers of the scenes in which they speak or are named in action, in script order. */
  scenes: string[];
  /** The same scenes by id. */
  sceneIds: string[];
}

/** @returns everybody the script shows, most lines first. */
export function castTable(world: Pick<World, 'script' | 'bible' | 'scenes'>): CastRow[] {
  const script = world.script();
  const known = byBibleName(world.bible().characters);
  const rows = new Map<string, CastRow & { names: string[] }>();
  for (const { name, lines } of findCast(script)) {
    const character = known.get(normalName(name));
    const key = character?.id ?? normalName(name);
    const row = rows.get(key) ?? { name: character?.name ?? name, lines: 0, scenes: [], sceneIds: [], names: [] };
    row.lines += lines;
    row.names.push(name, ...(character ? [character.name, ...character.aliases] : []));
    rows.set(key, row);
  }
  return [...rows.values()].map(({ names, ...row }) => {
    const there = scenesWith(script, world.scenes(), names);
    return { ...row, scenes: there.map(({ number }) => number), sceneIds: there.map(({ id }) => id) };
  });
}

function scenesWith(script: Script, scenes: readonly NamedScene[], names: readonly string[]): NamedScene[] {
  const wanted = names.map(normalName);
  const pattern = new RegExp(`(?<!\\p{L})(?:${wanted.map(escaped).join('|')})(?!\\p{L})`, 'u');
  return script.scenes.flatMap((scene) => {
    const there = scene.blocks.some((block) =>
      block.speaker
        ? wanted.includes(normalName(block.speaker.name))
        : block.type === 'action' && pattern.test(block.text.toUpperCase()),
    );
    const named = scenes.find((one) => one.id === scene.headingId);
    return there && named !== undefined ? [named] : [];
  });
}

/** Text as it is meant literally inside a regular expression. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
