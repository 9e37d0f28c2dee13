import { t } from '@lingui/core/macro';
import { sayUntilClosed } from '../../../ui/toast.ts';
import { finalDraftToFountain, isFinalDraft } from '../../home/model/final-draft.ts';
import { lossWords } from '../../home/model/loss-words.ts';

/** Final Draft's XML that was pasted as text, read as Fountain, with what was lost told; null where the text is no such thing. */
export function readFinalDraft(text: string): Promise<string> | null {
  if (!isFinalDraft('', text)) return null;
  const name = t`Pasted script`;
  return finalDraftToFountain(name, text).then(({ fountain, losses }) => {
    const lost = lossWords(name, losses);
    if (lost !== null) sayUntilClosed(lost);
    return fountain;
  });
}
