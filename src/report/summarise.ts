import { LEVELS, type Finding, type Summary } from './report';

/** Findings by level. */
export function summarise(findings: Iterable<Finding>): Summary {
  const summary = noneOfAny();
  for (const { level } of findings) {
    summary[level] += 1;
  }
  return summary;
}

/** Enabled rules that have findings, by the worst of them. What the app itself lives on is no rule. */
export function summariseRules(findings: Iterable<Finding>): Summary {
  const worst = new Map<string, number>();
  for (const { rule, level, own } of findings) {
    if (own === true || rule.state === 'DISABLED') {
      continue;
    }
    // Two rules may have one id; then their names tell them apart.
    const key = JSON.stringify([rule.product, rule.uuid, rule.name]);
    worst.set(key, Math.min(worst.get(key) ?? LEVELS.length, LEVELS.indexOf(level)));
  }
  const summary = noneOfAny();
  for (const rank of worst.values()) {
    const level = LEVELS[rank];
    if (level !== undefined) {
      summary[level] += 1;
    }
  }
  return summary;
}

function noneOfAny(): Summary {
  return { broken: 0, critical: 0, high: 0, watch: 0, unknown: 0, ok: 0 };
}
