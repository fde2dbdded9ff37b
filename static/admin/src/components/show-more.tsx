import Button from '@atlaskit/button/default/button';
import type { Shown } from '../use-shown';

/** The foot of a long list: how much of it is shown, and the rest on request. */
export function ShowMore({ shown: { rows, total, showMore } }: { shown: Shown<unknown> }) {
  return (
    <div className="row wide">
      {showMore !== null && <Button onClick={showMore}>Show more</Button>}
      <span className="subtle small" role="status">
        {rows.length.toLocaleString('en')} of {total.toLocaleString('en')} shown
      </span>
    </div>
  );
}
