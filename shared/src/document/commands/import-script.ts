import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { docToFountain } from '../../fountain/from-doc.ts';
import { fountainToDoc } from '../../fountain/to-doc.ts';
import { scriptIsEmpty } from '../script-blocks.ts';
import { scriptJsonFromFragment } from '../script-reader.ts';
import { assertOneEdit } from '../script-weight.ts';
import { fillFragment } from '../script-writer.ts';
import { scriptFragment } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/**
 * Fills an empty script from Fountain. Importing the same text again changes nothing (a retried step).
 * @returns how many scenes and blocks the script has.
 * @throws AppError `too-large` when it does not fit into one edit; `conflict` when something else is written already: an import never mixes into people's work.
 */
export const importScript = defineCommand({
  name: 'import-script',
  document: 'episode',
  title: 'Fills the empty script of an episode from a screenplay in Fountain.',
  args: z.strictObject({ fountain: z.string().min(1).max(2_000_000) }),
  run(doc, { fountain }): { scenes: number; blocks: number } {
    const fragment = scriptFragment(doc);
    if (scriptIsEmpty(doc)) {
      const script = fountainToDoc(fountain);
      assertOneEdit(script);
      fillFragment(fragment, script);
    } else if (docToFountain(scriptJsonFromFragment(fragment)) !== fountain) {
      throw new AppError('conflict', 'This episode already has a script. Import into a new episode, or empty this one first.');
    }
    const { content } = scriptJsonFromFragment(fragment);
    return { scenes: content.filter((block) => block.type === 'sceneHeading').length, blocks: content.length };
  },
});
