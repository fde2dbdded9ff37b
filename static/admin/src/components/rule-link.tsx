import type { RuleRef } from '../../../../src/report/report';
import { linkTo } from '../route';

const PRODUCTS: Record<RuleRef['product'], string> = { jira: 'Jira', confluence: 'Confluence' };

export function productName(product: RuleRef['product']): string {
  return PRODUCTS[product];
}

/** The rule's name, linked to its page here. */
export function RuleLink({ rule }: { rule: RuleRef }) {
  return (
    <a href={linkTo('findings', rule.uuid)} data-rule={rule.uuid}>
      {rule.name === '' ? 'Rule without a name' : rule.name}
    </a>
  );
}

/** A few rules in one cell; the rest are counted. */
export function RuleLinks({ rules, limit = 3 }: { rules: readonly RuleRef[]; limit?: number }) {
  const more = rules.length - limit;
  return (
    <ul className="plain-list">
      {rules.slice(0, limit).map((rule) => (
        <li key={rule.uuid}>
          <RuleLink rule={rule} />
          {rule.state === 'DISABLED' && <span className="subtle"> (disabled)</span>}
        </li>
      ))}
      {more > 0 && (
        <li>
          <details>
            <summary>{more} more</summary>
            <ul className="plain-list">
              {rules.slice(limit).map((rule) => (
                <li key={rule.uuid}>
                  <RuleLink rule={rule} />
                </li>
              ))}
            </ul>
          </details>
        </li>
      )}
    </ul>
  );
}
