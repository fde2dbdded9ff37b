import { type ReactNode, useEffect, useRef } from 'react';
import type { FindingsPage, FindingsRequest } from '../../../../src/resolvers/admin-api';
import type { Instant } from '../../../../src/report/report';
import { ask } from '../backend';
import { FindingsTable } from '../components/findings-table';
import { Loaded } from '../components/loaded';
import { ShowMore } from '../components/show-more';
import { useLoad } from '../use-load';
import { usePages } from '../use-pages';

interface ListProps {
  request: FindingsRequest;
  first: FindingsPage;
  caption: string;
  asOf: Instant;
  focusRule: string | null;
  onStale: () => void;
}

function List({ request, first, caption, asOf, focusRule, onStale }: ListProps) {
  const { pages, waiting, failure, showMore } = usePages(
    first,
    (cursor) => ask('getFindings', { ...request, cursor }),
    onStale,
  );
  const findings = pages.flatMap((page) => page.findings);

  // Whoever comes back from a rule goes on where the link to it was.
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focusRule === null) return;
    list.current?.querySelector<HTMLElement>(`[data-rule="${CSS.escape(focusRule)}"]`)?.focus();
  }, [focusRule]);

  return (
    <div className="stack" ref={list}>
      <FindingsTable caption={caption} findings={findings} asOf={asOf} />
      <ShowMore shown={findings.length} total={first.total} waiting={waiting} failure={failure} onMore={showMore} />
    </div>
  );
}

interface Props {
  request: FindingsRequest;
  caption: string;
  asOf: Instant;
  /** Changes when a new report was published. */
  version: string;
  /** The rule whose link gets the focus once the list is there. */
  focusRule?: string | null;
  /** What to say when nothing matches; nothing at all when absent. */
  empty?: ReactNode;
  /** The heading around the list gets the count. */
  frame: (total: number, list: ReactNode) => ReactNode;
}

/** A list of findings that match a filter, with as many pages as the admin asks for. */
export function PagedFindings({ request, caption, asOf, version, focusRule = null, empty = null, frame }: Props) {
  const loader = useLoad('getFindings', request, version);
  return (
    <Loaded loader={loader} label="Loading the findings">
      {(page) =>
        page.total === 0
          ? empty
          : frame(
              page.total,
              <List
                request={request}
                first={page}
                caption={caption}
                asOf={asOf}
                focusRule={focusRule}
                onStale={loader.reload}
              />,
            )
      }
    </Loaded>
  );
}
