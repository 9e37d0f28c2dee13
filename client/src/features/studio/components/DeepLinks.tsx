import type { DeepLink } from '../model/deep-link.ts';
import { useAddressLink, useGoToLink } from '../model/use-deep-link.ts';

/** Goes where the address says. By itself, and with a link alone: the shell must not be drawn anew with every edit. */
export function DeepLinks() {
  const link = useAddressLink();
  return link === null ? null : <GoThere link={link} />;
}

function GoThere({ link }: { link: DeepLink | 'unreadable' }) {
  useGoToLink(link);
  return null;
}
