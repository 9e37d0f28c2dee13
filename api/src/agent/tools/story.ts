import { RecordId } from '@trashfire/shared/document/schema';
import { z } from 'zod';
import { castTable } from '../story/cast-table.ts';
import { checkContinuity } from '../story/continuity.ts';
import { findText } from '../story/find-text.ts';
import { placeTable } from '../story/place-table.ts';
import { recap } from '../story/recap.ts';
import { scopedTo } from '../story/scope.ts';
import { count, defineTool, NoArgs, READS_ONLY, sceneWords } from './tool.ts';

/** All scenes where none are named. */
const Scenes = z.strictObject({ sceneIds: z.array(RecordId).min(1).max(500).optional() });

/** Who is in which scenes and how much they say. */
export const listCastTool = defineTool({
  name: 'list_cast',
  title: 'Lists everybody in the script, or in the scenes of sceneIds, with the lines they speak and the scenes they appear in.',
  args: Scenes,
  label: () => 'List the cast and where they appear',
  reach: () => READS_ONLY,
  run({ sceneIds }, { world }) {
    const rows = castTable(scopedTo(world, sceneIds));
    return Promise.resolve({ detail: count(rows.length, 'person', 'people'), data: rows });
  },
});

/** Which scenes play where. */
export const listPlacesTool = defineTool({
  name: 'list_places',
  title: 'Lists every place of the script, or of the scenes of sceneIds, with the scenes that play there.',
  args: Scenes,
  label: () => 'List the places and where they appear',
  reach: () => READS_ONLY,
  run({ sceneIds }, { world }) {
    const rows = placeTable(scopedTo(world, sceneIds));
    return Promise.resolve({ detail: count(rows.length, 'place'), data: rows });
  },
});

/** Holds the script against the facts of canon. */
export const checkContinuityTool = defineTool({
  name: 'check_continuity',
  title:
    'Checks the script against canon facts of three kinds: who gave what to whom, who lost or broke what, what somebody never does.',
  args: NoArgs,
  label: (_, world) => `Check ${count(world.bible().canon.length, 'fact')} of canon against the script`,
  reach: () => READS_ONLY,
  run(_, { world }) {
    const report = checkContinuity(world);
    return Promise.resolve({ detail: count(report.slips.length, 'slip'), data: report });
  },
});

/** What is known of each scene. */
export const recapTool = defineTool({
  name: 'recap',
  title: 'Tells of every scene, or of those in sceneIds, what is known: heading, synopsis, who is in it, shots, seconds.',
  args: Scenes,
  label: ({ sceneIds }, world) =>
    sceneIds ? `Look through ${sceneWords(sceneIds, world).toLowerCase()}` : 'Look through all scenes',
  reach: () => READS_ONLY,
  run({ sceneIds }, { world }) {
    const rows = recap(world, sceneIds ?? null);
    return Promise.resolve({
      detail: count(rows.length, 'scene'),
      data: rows.map(({ shots, ...row }) => ({ ...row, shots: shots.length })),
    });
  },
});

/** Lines that {@link findTextTool} answers with. */
export const MOST_FOUND = 40;

/** Where words stand in the script. */
export const findTextTool = defineTool({
  name: 'find_text',
  title: 'Finds words in the script: the blocks they stand in, with scene and block ids.',
  args: z.strictObject({ words: z.string().trim().min(1).max(200) }),
  label: ({ words }) => `Find “${words.slice(0, 60)}”`,
  reach: () => READS_ONLY,
  run({ words }, { world }) {
    const found = findText(world, words, MOST_FOUND);
    return Promise.resolve({ detail: count(found.length, 'place'), data: found });
  },
});

/** Puts something in front of the asker to click: the way to whatever a tool may not do by itself. */
export const offerTool = defineTool({
  name: 'offer',
  title:
    'Shows the asker a button for something beyond what was asked, or that replaces, deletes or spends. label: what it does; ask: the message it sends.',
  args: z.strictObject({ label: z.string().trim().min(3).max(60), ask: z.string().trim().min(3).max(300) }),
  label: ({ label }) => `Offer: ${label}`,
  reach: () => READS_ONLY,
  run({ label, ask }, { offer }) {
    offer(label, ask);
    return Promise.resolve({ detail: 'Offered.' });
  },
});
