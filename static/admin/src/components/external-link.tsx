import Link from '@atlaskit/link';
import { router } from '@forge/bridge';
import type { ReactNode } from 'react';

/**
 * A link out of the app. A frame may not navigate its parent, so the host opens it in a new tab; the address
 * stays on the element for copying and for those who hover.
 */
export function ExternalLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      target="_blank"
      onClick={(event) => {
        event.preventDefault();
        void router.open(href);
      }}
    >
      {children}
    </Link>
  );
}
