import { t } from '@lingui/core/macro';
import { writeClipboard } from '../../../ui/clipboard.ts';
import { say, sayUntilClosed } from '../../../ui/toast.ts';
import { type DeepLink, linkPath } from './deep-link.ts';

/** Puts the address of a place on the clipboard; where the browser does not let a page do that, shows it to be copied by hand. */
export async function copyLink(episodeId: string, link: DeepLink): Promise<void> {
  const url = `${window.location.origin}${linkPath(episodeId, link)}`;
  if (await writeClipboard(url)) say(copiedWords(link));
  else sayUntilClosed(t`This browser does not let the page copy. The link is ${url}`);
}

function copiedWords({ kind }: DeepLink): string {
  if (kind === 'scene') return t`The link to this scene is copied.`;
  return kind === 'shot' ? t`The link to this shot is copied.` : t`The link to this frame is copied.`;
}
