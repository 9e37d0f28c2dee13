import type { ShotManifest } from '@trashfire/shared/render/manifest';

type Part = readonly [reason: string, of: (manifest: ShotManifest) => unknown];

/** What can differ between two takes of one shot, in the order in which a person would name it. */
const PARTS: readonly Part[] = [
  ['Line changed', ({ lines }) => lines.map(({ blockId, text, characterId }) => [blockId, text, characterId])],
  ['Look changed', ({ picture }) => picture.cast.map(({ characterId, dna }) => [characterId, dna])],
  ['Staging changed', ({ picture }) => picture.cast.map(({ dna: _, ...staging }) => staging)],
  ['Framing changed', ({ picture }) => [picture.size, picture.angle]],
  ['Camera move changed', ({ move }) => move],
  ['Place changed', ({ picture }) => [picture.place, picture.prop]],
  ['Voice changed', ({ lines }) => lines.map(({ voice }) => voice)],
  ['Length changed', ({ frames }) => frames],
  ['Size of the picture changed', ({ width, height, fps }) => [width, height, fps]],
  ['Engine was updated', ({ engineVersion, speechVersion }) => [engineVersion, speechVersion]],
];

/** @returns what a person changed between two manifests of one shot, in a few words. */
export function changeReason(before: ShotManifest, after: ShotManifest): string {
  const found = PARTS.find(([, of]) => JSON.stringify(of(before)) !== JSON.stringify(of(after)));
  return found?.[0] ?? 'Changed since this take';
}
