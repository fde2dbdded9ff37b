import Button from '@atlaskit/button/default/button';
import { lazy, Suspense, useState } from 'react';
import type { Overview } from '../../../../../src/resolvers/admin-api';
import type { Settings } from '../../../../../src/report/settings';
import { ask } from '../../backend';
import { FailureMessage } from '../../components/loaded';
import { useTask } from '../../use-task';
import { AutomationSetting, OrganizationSetting } from './connections';
import { Files } from './files';
import { type Draft, type DraftProblems, JudgingSetting, NO_PROBLEMS } from './judging-setting';
import { NoticeSetting } from './notice-setting';
import { Setting } from './setting';

const EraseDialog = lazy(() => import('./erase-dialog'));

function toDraft(settings: Settings): Draft {
  const { critical, high, watch } = settings.ladder;
  return {
    ...settings,
    ladder: { critical: String(critical), high: String(high), watch: String(watch) },
    fullReadWeeks: String(settings.fullReadWeeks),
  };
}

function wholeNumber(text: string): number | null {
  return /^\d{1,3}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** What the form says, or what is wrong with it. */
function fromDraft(draft: Draft): { settings: Settings | null; problems: DraftProblems } {
  const critical = wholeNumber(draft.ladder.critical);
  const high = wholeNumber(draft.ladder.high);
  const watch = wholeNumber(draft.ladder.watch);
  const weeks = wholeNumber(draft.fullReadWeeks);
  const isRising =
    critical !== null && high !== null && watch !== null && critical < high && high < watch && watch <= 365;
  const ladderError = isRising
    ? null
    : 'Whole days up to 365, each more than the one before: for example 10, 30 and 60.';
  const weeksError = weeks !== null && weeks >= 1 && weeks <= 52 ? null : 'A whole number of weeks, from 1 to 52.';
  const productsError = draft.products.length > 0 ? null : 'Choose at least one product.';
  const problems = { ladder: ladderError, weeks: weeksError, products: productsError };
  if (!isRising || weeks === null || weeksError !== null || productsError !== null) {
    return { settings: null, problems };
  }
  return { settings: { ...draft, ladder: { critical, high, watch }, fullReadWeeks: weeks }, problems };
}

interface Props {
  overview: Overview;
  onChanged: () => void;
  /** A file was given or removed: a new report comes soon. */
  onImported: () => void;
  /** Everything is gone: the page starts anew. */
  onErased: () => void;
}

export default function SettingsView({ overview, onChanged, onImported, onErased }: Props) {
  const [draft, setDraft] = useState(() => toDraft(overview.settings));
  // What the form began with: the app keeps what somebody else changed since.
  const [seen, setSeen] = useState(overview.settings);
  const [tried, setTried] = useState(false);
  const [erasing, setErasing] = useState(false);
  const { task, run, reset } = useTask();
  const parsed = fromDraft(draft);

  const change = (next: Draft): void => {
    reset();
    setDraft(next);
  };

  const save = (): void => {
    setTried(true);
    const { settings } = parsed;
    if (settings === null) {
      return;
    }
    run(
      () => ask('saveSettings', { settings, seen }),
      (value) => {
        setSeen(value.settings);
        setDraft(toDraft(value.settings));
        onChanged();
      },
    );
  };

  return (
    <>
      {overview.offers.connections && (
        <>
          <AutomationSetting connection={overview.connection} onChanged={onChanged} />
          <OrganizationSetting connection={overview.connection} onChanged={onChanged} />
        </>
      )}
      <Setting
        title="Files"
        lead={
          <>
            <p>
              {overview.offers.connections
                ? 'Rules, people and tokens can come from files too, with or without a connection.'
                : 'Rules, people and tokens come from files.'}
            </p>
            <p>
              Every credential in a file of rules is reduced to a fingerprint as it arrives. An export hides secure
              headers; an inventory has them, reduced already.
            </p>
          </>
        }
      >
        <Files onChanged={onImported} />
      </Setting>
      <NoticeSetting notice={draft.notice} view={overview.notice} onChange={(notice) => change({ ...draft, notice })} />
      <JudgingSetting
        draft={draft}
        offers={overview.offers}
        problems={tried ? parsed.problems : NO_PROBLEMS}
        onChange={change}
      />
      <div className="setting">
        <div />
        <div className="save-bar">
          <Button appearance="primary" isLoading={task.state === 'waiting'} onClick={save}>
            Save settings
          </Button>
          <span role="status">{task.state === 'done' && 'Saved. It counts from the next scan on.'}</span>
          {task.state === 'failed' && <FailureMessage failure={task.failure} />}
        </div>
      </div>
      <Setting title="Erase" lead={<p>Removes everything this app keeps about your site.</p>}>
        <div>
          <Button appearance="danger" onClick={() => setErasing(true)}>
            Erase everything
          </Button>
        </div>
        <Suspense fallback={null}>
          {erasing && <EraseDialog onClose={() => setErasing(false)} onErased={onErased} />}
        </Suspense>
      </Setting>
    </>
  );
}
