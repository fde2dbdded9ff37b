import SectionMessage from '@atlaskit/section-message';
import type { ReactNode } from 'react';

interface Props {
  appearance: 'information' | 'warning' | 'error' | 'success';
  title: string;
  children: ReactNode;
  /** Read out at once when it appears: for the answer to something the admin just did. */
  isAnswer?: boolean;
}

export function Message({ appearance, title, children, isAnswer = false }: Props) {
  return (
    <div role={isAnswer ? (appearance === 'error' ? 'alert' : 'status') : undefined}>
      <SectionMessage appearance={appearance} title={title} headingLevel="h3">
        {children}
      </SectionMessage>
    </div>
  );
}
