import Button from '@atlaskit/button/default/button';
import { lazy, Suspense, useState } from 'react';
import type { DecisionRequest } from '../../../../src/resolvers/admin-api';
import type { Finding, Instant } from '../../../../src/report/report';
import { ask } from '../backend';
import { FailureMessage } from '../components/loaded';
import { formatDay } from '../dates';
import { useTask } from '../use-task';
import { decisionLine } from '../words/decisions';

// The dialog brings a good part of Atlaskit with it, and few visits need it.
const DecisionDialog = lazy(() => import('./decision-dialog'));

type DecisionType = DecisionRequest['type'];

function offers(finding: Finding): { type: DecisionType; label: string }[] {
  const canName = finding.subject === 'credential' && finding.owner?.source !== 'basic-user';
  const canDate = finding.subject === 'credential' && finding.credential?.fingerprint !== null;
  return [
    { type: 'snoozed', label: 'Snooze' },
    { type: 'accepted', label: 'Accept' },
    ...(canName ? [{ type: 'owner-assigned' as const, label: 'Assign owner' }] : []),
    ...(canDate ? [{ type: 'expiry-declared' as const, label: 'Declare expiry' }] : []),
  ];
}

interface Props {
  finding: Finding;
  asOf: Instant;
  /** The finding as it is with the decision, or without it again; `isJudged`: the published report has it already. */
  onDecided: (finding: Finding, isJudged: boolean) => void;
}

/** What an admin decided about a finding, or the choice of decisions. */
export function DecisionBar({ finding, asOf, onDecided }: Props) {
  const [open, setOpen] = useState<DecisionType | null>(null);
  const { task, run } = useTask();
  const { decision } = finding;

  const undo = (): void =>
    run(
      () => ask('undecide', { findingId: finding.id }),
      (value) => onDecided(value.finding, value.isJudged),
    );

  return (
    <div className="panel-foot stack tight">
      {decision === undefined ? (
        <div className="row" role="group" aria-label="Decide about this finding">
          {offers(finding).map(({ type, label }) => (
            <Button key={type} spacing="compact" onClick={() => setOpen(type)}>
              {label}
            </Button>
          ))}
        </div>
      ) : (
        <div className="row ends">
          <p>
            <strong>{decisionLine(decision)}</strong>
            <span className="cell-sub">
              {formatDay(decision.at)}, by {decision.by}: {decision.because}
            </span>
          </p>
          <Button spacing="compact" isLoading={task.state === 'waiting'} onClick={undo}>
            Take back
          </Button>
        </div>
      )}
      {task.state === 'failed' && <FailureMessage failure={task.failure} />}
      <Suspense fallback={null}>
        {open !== null && (
          <DecisionDialog
            finding={finding}
            type={open}
            asOf={asOf}
            onClose={() => setOpen(null)}
            onDecided={(decided, isJudged) => {
              setOpen(null);
              onDecided(decided, isJudged);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
