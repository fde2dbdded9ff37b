import Button from '@atlaskit/button/default/button';
import Spinner from '@atlaskit/spinner';
import type { ReactNode } from 'react';
import { failureWords } from '../words/failures';
import type { Failure } from '../backend';
import type { Loader } from '../use-load';
import { Message } from './message';

/** A failed request in words, with a way to try again. */
export function FailureMessage({ failure, onRetry }: { failure: Failure; onRetry?: () => void }) {
  const words = failureWords(failure);
  return (
    <div className="stack tight">
      <Message appearance="error" title={words.title} isAnswer>
        <p>{words.text}</p>
      </Message>
      {onRetry !== undefined && failure.code !== 'not-admin' && (
        <div>
          <Button onClick={onRetry}>Try again</Button>
        </div>
      )}
    </div>
  );
}

export function Waiting({ label }: { label: string }) {
  return (
    <div className="waiting">
      <Spinner size="large" label={label} />
    </div>
  );
}

interface Props<Value> {
  loader: Loader<Value>;
  /** What is being waited for, for screen readers: "Loading the findings". */
  label: string;
  children: (value: Value) => ReactNode;
}

/** The three states of everything that is asked from the app: waiting, failed, there. */
export function Loaded<Value>({ loader: { load, reload }, label, children }: Props<Value>) {
  switch (load.state) {
    case 'loading':
      return <Waiting label={label} />;
    case 'failed':
      return <FailureMessage failure={load.failure} onRetry={reload} />;
    case 'ready':
      return <div aria-busy={load.refreshing}>{children(load.value)}</div>;
  }
}
