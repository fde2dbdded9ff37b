import Heading from '@atlaskit/heading';
import { type ReactNode, useId } from 'react';

interface Props {
  title: string;
  /** One line below the title. */
  lead?: ReactNode;
  /** Stands at the end of the title's line. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of a view with its heading; screen readers list it as a region. */
export function Section({ title, lead, aside, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="stack">
      <div className="stack tighter">
        <div className="row ends">
          <Heading size="small" as="h2" id={id}>
            {title}
          </Heading>
          {aside}
        </div>
        {lead !== undefined && <p className="subtle prose">{lead}</p>}
      </div>
      {children}
    </section>
  );
}
