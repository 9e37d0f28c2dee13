import { z } from 'zod';
import { castTable } from '../story/cast-table.ts';
import { checkContinuity } from '../story/continuity.ts';
import { placeTable } from '../story/place-table.ts';
import { count, defineTool, NoArgs, READS_ONLY } from './tool.ts';

/** Who is in which scenes and how much they say. */
export const listCastTool = defineTool({
  name: 'list_cast',
  title: 'Lists everybody in the script with the number of lines they speak and the scenes they appear in.',
  args: NoArgs,
  label: () => 'List the cast and where they appear',
  reach: () => READS_ONLY,
  run(_, { world }) {
    const rows = castTable(world);
    return Promise.resolve({ detail: count(rows.length, 'person', 'people'), data: rows });
  },
});

/** Which scenes play where. */
export const listPlacesTool = defineTool({
  name: 'list_places',
  title: 'Lists every place of the script with the scenes that play there.',
  args: NoArgs,
  label: () => 'List the places and where they appear',
  reach: () => READS_ONLY,
  run(_, { world }) {
    const rows = placeTable(world);
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
