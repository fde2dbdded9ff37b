import Button from '@atlaskit/button/default/button';
import type { Failure } from '../backend';
import { FailureMessage } from './loaded';

interface Props {
  shown: number;
  total: number;
  waiting: boolean;
  failure: Failure | null;
  onMore: (() => void) | null;
}

/** The foot of a list that comes in pages: how much of it is there, and the rest on request. */
export function ShowMore({ shown, total, waiting, failure, onMore }: Props) {
  return (
    <>
      {failure !== null && <FailureMessage failure={failure} />}
      <div className="row wide">
        {onMore !== null && (
          <Button isLoading={waiting} onClick={onMore}>
            Show more
          </Button>
        )}
        <span className="subtle small" role="status">
          {shown.toLocaleString('en')} of {total.toLocaleString('en')} shown
        </span>
      </div>
    </>
  );
}
