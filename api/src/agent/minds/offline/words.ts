import { cite, plainMarkdown } from '@trashfire/shared/api/cite';
import { normalName } from '@trashfire/shared/document/bible-names';

/** "scenes 1, 2 and 4", each a link to its scene. */
export function citedScenes(scenes: readonly string[], sceneIds: readonly string[]): string {
  const links = scenes.map((number, i) => cite('scene', sceneIds[i] ?? '', number));
  return `${links.length === 1 ? 'scene' : 'scenes'} ${joined(links)}`;
}

/** Names as a sentence has them, in Markdown: "Nao, Kite and Sorrel". */
export function listed(names: readonly string[]): string {
  return joined(names.map((name) => plainMarkdown(normalName(name) === name ? titled(name) : name)));
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** Names stand in capitals in a script and as names in a sentence. */
function titled(name: string): string {
  return name.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, (initial) => initial.toUpperCase());
}
