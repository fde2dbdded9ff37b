import type { Finding, Instant } from '../../../../src/report/report';
import { LevelLozenge } from '../components/level-lozenge';
import { Section } from '../components/section';
import { formatDay, formatDistance } from '../dates';
import { linkTo } from '../route';
import { findingTitle } from '../words/credential';
import { personName } from '../words/owner';
import { reasonSummary } from '../words/reasons';

function titleOf({ subject, credential }: Finding): string {
  return findingTitle({ subject, kind: credential?.kind ?? null, own: true });
}

/** The credentials this app reads with: when they fail, so does every forecast, so they stand first. */
export function OwnCredentials({ findings, asOf }: { findings: readonly Finding[]; asOf: Instant }) {
  if (findings.length === 0) {
    return null;
  }
  return (
    <Section title="This app’s own credentials">
      <ul className="plain-list own-list">
        {findings.map((finding) => (
          <li key={finding.id} className="panel row wide">
            <LevelLozenge level={finding.level} />
            <span className="grow">
              <span className="cell-main">
                {titleOf(finding)}
                {finding.owner !== null && ` of ${personName(finding.owner)}`}
              </span>
              <span className="cell-sub">
                {finding.breaks.from === null
                  ? reasonSummary(finding.reasons.map(({ code }) => code)) || 'Nothing foreseen'
                  : `Expires ${formatDay(finding.breaks.from)}, ${formatDistance(asOf, finding.breaks.from)}`}
              </span>
            </span>
            <a href={linkTo('findings', finding.rule.uuid)}>
              Details<span className="visually-hidden"> of {titleOf(finding)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
