import Heading from '@atlaskit/heading';
import { type ReactNode, useId } from 'react';

interface Props {
  number: number;
  title: string;
  state: ReactNode;
  children: ReactNode;
}

/** One of the numbered steps that lead to the first report. Stands in an ordered list. */
export function Step({ number, title, state, children }: Props) {
  const id = useId();
  return (
    <li className="step" aria-labelledby={id}>
      <span className="step-number" aria-hidden="true">
        {number}
      </span>
      <div className="stack">
        <div className="row">
          <Heading size="small" as="h3" id={id}>
            {title}
          </Heading>
          {state}
        </div>
        {children}
      </div>
    </li>
  );
}
