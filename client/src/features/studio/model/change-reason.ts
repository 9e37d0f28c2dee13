import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { ShotManifest } from '@trashfire/shared/render/manifest';

type Part = readonly [reason: MessageDescriptor, of: (manifest: ShotManifest) => unknown];

/** What can differ between two takes of one shot, in the order in which a person would name it. */
const PARTS: readonly Part[] = [
  [msg`Line changed`, ({ lines }) => lines.map(({ blockId, text, characterId }) => [blockId, text, characterId])],
  [msg`Picture changed`, ({ picture }) => picture.own ?? null],
  [msg`Look changed`, ({ picture }) => picture.cast.map(({ characterId, dna }) => [characterId, dna])],
  [msg`Staging changed`, ({ picture }) => picture.cast.map(({ dna: _, ...staging }) => staging)],
  [msg`Framing changed`, ({ picture }) => [picture.size, picture.angle]],
  [msg`Camera move changed`, ({ move }) => move],
  [msg`Place changed`, ({ picture }) => [picture.place, picture.prop]],
  [msg`Voice changed`, ({ lines }) => lines.map(({ voice }) => voice)],
  [msg`Length changed`, ({ frames }) => frames],
  [msg`Size of the picture changed`, ({ width, height, fps }) => [width, height, fps]],
  [msg`Engine was updated`, ({ engineVersion, speechVersion }) => [engineVersion, speechVersion]],
];

/** @returns what a person changed between two manifests of one shot, in a few words. */
export function changeReason(before: ShotManifest, after: ShotManifest): string {
  const found = PARTS.find(([, of]) => JSON.stringify(of(before)) !== JSON.stringify(of(after)));
  return found === undefined ? t`Changed since this take` : i18n._(found[0]);
}
