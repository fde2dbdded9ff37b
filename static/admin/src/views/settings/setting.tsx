import Heading from '@atlaskit/heading';
import { type ReactNode, useId } from 'react';

interface Props {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}

/** One setting: what it is for at the side, its controls beside it. */
export function Setting({ title, lead, children }: Props) {
  const id = useId();
  return (
    <section className="setting" aria-labelledby={id}>
      <div className="stack tight">
        <Heading size="small" as="h2" id={id}>
          {title}
        </Heading>
        <div className="subtle stack tight">{lead}</div>
      </div>
      <div className="stack">{children}</div>
    </section>
  );
}
