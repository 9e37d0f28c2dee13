import { t } from '@lingui/core/macro';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { FdxFault, Losses } from '@trashfire/shared/fdx/read';
import { docToFountain } from '@trashfire/shared/fountain/from-doc';

/** Whether a file is to be read as Final Draft: by its name, or because it begins as such a file does. */
export function isFinalDraft(name: string, text: string): boolean {
  return /\.fdx$/i.test(name) || /^\uFEFF?\s*(<\?xml[^>]*>\s*)?<FinalDraft[\s>]/.test(text.slice(0, 1000));
}

/**
 * Reads a Final Draft file as Fountain, which is what the studio takes. The reader of XML is loaded only now.
 * @param name of the file, for the refusal. @throws AppError with words for the person.
 */
export async function finalDraftToFountain(name: string, text: string): Promise<{ fountain: string; losses: Losses }> {
  const { fdxToDoc } = await import('@trashfire/shared/fdx/read');
  try {
    const { doc, losses } = fdxToDoc(text);
    return { fountain: docToFountain(doc), losses };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, refusal(name, error.details?.fault as FdxFault | undefined), { cause: error });
  }
}

function refusal(file: string, fault: FdxFault | undefined): string {
  if (fault === 'breaks-off')
    return t`${file} is not a whole Final Draft file: it breaks off or is damaged. Save it again from Final Draft as .fdx.`;
  if (fault === 'too-many') return t`${file} has more than 50,000 paragraphs. A script that long is not one episode.`;
  return t`${file} is not a Final Draft script. Save the script from Final Draft as .fdx, or export it as Fountain.`;
}
