import Button from '@atlaskit/button/default/button';
import { type ReactNode, useEffect, useState } from 'react';
import type { FindingsPage, FindingsRequest } from '../../../../src/handlers/admin-api';
import type { Instant } from '../../../../src/report/report';
import { ask, type Failure } from '../backend';
import { FindingsTable } from '../components/findings-table';
import { FailureMessage, Loaded } from '../components/loaded';
import { useLoad } from '../use-load';

interface MoreProps {
  request: FindingsRequest;
  first: FindingsPage;
  caption: string;
  asOf: Instant;
  onStale: () => void;
}

/** The first page and the ones asked for after it. */
function Pages({ request, first, caption, asOf, onStale }: MoreProps) {
  const [pages, setPages] = useState([first]);
  const [waiting, setWaiting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => setPages([first]), [first]);

  const findings = pages.flatMap((page) => page.findings);
  const cursor = pages.at(-1)?.nextCursor ?? null;

  const showMore = async (after: string): Promise<void> => {
    setWaiting(true);
    setFailure(null);
    const answer = await ask('getFindings', { ...request, cursor: after });
    setWaiting(false);
    if (!answer.ok) setFailure(answer.failure);
    // A cursor belongs to one report: when a newer one was published meanwhile, start again with it.
    else if (answer.value.reportId !== first.reportId) onStale();
    else setPages((before) => [...before, answer.value]);
  };

  return (
    <div className="stack">
      <FindingsTable caption={caption} findings={findings} asOf={asOf} />
      {failure !== null && <FailureMessage failure={failure} />}
      {(cursor !== null || pages.length > 1) && (
        <div className="row wide">
          {cursor !== null && (
            <Button isLoading={waiting} onClick={() => void showMore(cursor)}>
              Show more
            </Button>
          )}
          <span className="subtle" role="status">
            {findings.length} of {first.total} shown
          </span>
        </div>
      )}
    </div>
  );
}

interface Props {
  request: FindingsRequest;
  caption: string;
  asOf: Instant;
  /** Changes when a new report was published. */
  version: string;
  /** What to say when nothing matches; nothing at all when absent. */
  empty?: ReactNode;
  /** The heading around the list gets the count. */
  frame: (total: number, list: ReactNode) => ReactNode;
}

/** A list of findings that match a filter, with as many pages as the admin asks for. */
export function PagedFindings({ request, caption, asOf, version, empty = null, frame }: Props) {
  const loader = useLoad('getFindings', request, version);
  return (
    <Loaded loader={loader} label="Loading the findings">
      {(page) =>
        page.total === 0
          ? empty
          : frame(
              page.total,
              <Pages request={request} first={page} caption={caption} asOf={asOf} onStale={loader.reload} />,
            )
      }
    </Loaded>
  );
}
