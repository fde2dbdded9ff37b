import Checkbox from '@atlaskit/checkbox';
import type { Overview } from '../../../../../src/resolvers/admin-api';
import type { Product } from '../../../../../src/report/report';
import type { Settings } from '../../../../../src/report/settings';
import { TextField } from '../../components/text-field';
import { Setting } from './setting';

/** The settings as they stand in the form: numbers are text until they are saved. */
export interface Draft extends Omit<Settings, 'ladder' | 'fullReadWeeks'> {
  ladder: { critical: string; high: string; watch: string };
  fullReadWeeks: string;
}

const PRODUCTS: readonly { value: Product; label: string }[] = [
  { value: 'jira', label: 'Jira' },
  { value: 'confluence', label: 'Confluence' },
];

/** What is wrong with the form, by part; null where nothing is. */
export interface DraftProblems {
  ladder: string | null;
  weeks: string | null;
  products: string | null;
}

export const NO_PROBLEMS: DraftProblems = { ladder: null, weeks: null, products: null };

interface Props {
  draft: Draft;
  /** What this edition of the app can do: no setting is shown that it could not keep. */
  offers: Overview['offers'];
  problems: DraftProblems;
  onChange: (draft: Draft) => void;
}

export function JudgingSetting({ draft, offers, problems, onChange }: Props) {
  const setStep = (step: keyof Draft['ladder']) => (days: string) =>
    onChange({ ...draft, ladder: { ...draft.ladder, [step]: days } });
  const setProduct = (product: Product, isWanted: boolean): void => {
    const others = draft.products.filter((other) => other !== product);
    onChange({ ...draft, products: isWanted ? [...others, product] : others });
  };
  return (
    <>
      <Setting
        title="Levels"
        lead={<p>How many days before it breaks a finding rises to each level. Days are counted in UTC.</p>}
      >
        <div role="group" aria-label="Days before a break" aria-describedby="ladder-error" className="steps-of-levels">
          <TextField
            label="Critical (days)"
            type="number"
            min={0}
            value={draft.ladder.critical}
            onChange={setStep('critical')}
          />
          <TextField label="High (days)" type="number" min={0} value={draft.ladder.high} onChange={setStep('high')} />
          <TextField
            label="Watch (days)"
            type="number"
            min={0}
            value={draft.ladder.watch}
            onChange={setStep('watch')}
          />
        </div>
        <p id="ladder-error" role="status" className="small field-error">
          {problems.ladder}
        </p>
      </Setting>
      {offers.connections && (
        <Setting
          title="What is read"
          lead={<p>Rules of which products, and how often all of them are read again, changed or not.</p>}
        >
          <div role="group" aria-label="Products" aria-describedby="products-error" className="stack tighter">
            {PRODUCTS.map(({ value, label }) => (
              <Checkbox
                key={value}
                label={label}
                isChecked={draft.products.includes(value)}
                onChange={(event) => setProduct(value, event.currentTarget.checked)}
              />
            ))}
          </div>
          <p id="products-error" role="status" className="small field-error">
            {problems.products}
          </p>
          <div className="narrow">
            <TextField
              label="Read every rule again after, weeks"
              type="number"
              min={1}
              value={draft.fullReadWeeks}
              onChange={(fullReadWeeks) => onChange({ ...draft, fullReadWeeks })}
              error={problems.weeks}
            />
          </div>
        </Setting>
      )}
      {offers.liveCheck && (
        <Setting
          title="Live check"
          lead={
            <p>
              During a scan, ask the Atlassian host that a request is addressed to whose token it carries. The answer
              tells the owner of tokens that name nobody, and whether they still work. Third parties are never asked.
            </p>
          }
        >
          <Checkbox
            label="Use the tokens found in rules to ask Atlassian whose they are"
            isChecked={draft.liveCheck}
            onChange={(event) => onChange({ ...draft, liveCheck: event.currentTarget.checked })}
          />
          <p className="small subtle prose">
            Off unless you switch it on. With it off, no request is ever made with a token that was found.
          </p>
        </Setting>
      )}
    </>
  );
}
