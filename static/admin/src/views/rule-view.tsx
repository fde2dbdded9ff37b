import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import { useEffect, useRef } from 'react';
import type { RuleDetail } from '../../../../src/resolvers/admin-api';
import type { Instant } from '../../../../src/report/report';
import { ExternalLink } from '../components/external-link';
import { Loaded } from '../components/loaded';
import { productName } from '../components/rule-link';
import { formatMoment } from '../dates';
import { linkTo } from '../route';
import { useLoad } from '../use-load';
import { FindingPanel } from './finding-panel';

function RuleHead({ detail: { rule, url, findings } }: { detail: RuleDetail }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever followed a link to this rule starts reading here, not at the top of the page.
  useEffect(() => heading.current?.focus(), [rule.uuid]);
  return (
    <div className="stack tight">
      <div className="row">
        <h2 ref={heading} tabIndex={-1} className="rule-title">
          {rule.name === '' ? 'Rule without a name' : rule.name}
        </h2>
        {rule.state === 'DISABLED' && <Lozenge>Disabled</Lozenge>}
      </div>
      {findings.some((finding) => finding.own === true) ? (
        <p className="subtle row wide">
          <span>What this app itself reads with</span>
          <a href={linkTo('settings')}>Open the settings</a>
        </p>
      ) : (
        <p className="subtle row wide">
          <span>{productName(rule.product)} automation</span>
          {rule.updatedAt !== null && <span>Last edited {formatMoment(rule.updatedAt)}</span>}
          {url !== null && <ExternalLink href={url}>Open the rule</ExternalLink>}
        </p>
      )}
    </div>
  );
}

interface Props {
  uuid: string;
  asOf: Instant;
  version: string;
  /** A decision was made or taken back; `isJudged`: the published report has it already. */
  onDecided: (isJudged: boolean) => void;
  /** Back to the list as it was filtered. */
  back: string;
}

/** Everything that is known about one rule: each credential, connection and person, why, and what to do. */
export function RuleView({ uuid, asOf, version, onDecided, back }: Props) {
  const loader = useLoad('getRule', { uuid }, version);
  return (
    <>
      <nav aria-label="Way back">
        <a href={back}>Back to the findings</a>
      </nav>
      <Loaded loader={loader} label="Loading the rule">
        {(detail) => (
          <div className="stack loose">
            <RuleHead detail={detail} />
            {detail.findings.length === 0 ? (
              <p>Nothing was found in this rule.</p>
            ) : (
              <div className="stack">
                <Heading size="small" as="h3">
                  {detail.findings.length === 1 ? 'One finding' : `${detail.findings.length} findings, worst first`}
                </Heading>
                {detail.findings.map((finding) => (
                  <FindingPanel key={finding.id} finding={finding} asOf={asOf} onDecided={onDecided} />
                ))}
                {detail.more > 0 && (
                  <p className="subtle">{detail.more} more are not shown here. An export of the report has them all.</p>
                )}
              </div>
            )}
          </div>
        )}
      </Loaded>
    </>
  );
}
