import type { Advice, Finding } from '../../report/report';
import type { FindingDraft } from '../finding-draft';
import type { JudgeContext } from '../judge-context';
import { OWN_RULE } from '../own-credential';

/** What to do for one reason of a finding; none where nothing of the kind applies to it. */
export type Step = (draft: FindingDraft, breaks: Finding['breaks'], context: JudgeContext) => Advice[];

/** Several reasons may lead to the same steps. */
export function allOf(...steps: Step[]): Step {
  return (draft, breaks, context) => steps.flatMap((step) => step(draft, breaks, context));
}

export function withUrl(code: string, text: string, url: string | null): Advice {
  return url === null ? { code, text } : { code, text, url };
}

/** The owner in words. */
export function whoOf({ owner }: FindingDraft): string {
  return owner?.email ?? owner?.name ?? owner?.accountId ?? 'its owner';
}

/** True for a credential of this app itself. */
export function isOwn({ rule }: FindingDraft): boolean {
  return rule.uuid === OWN_RULE;
}

/** Where rules of the product are found. */
export function automationPath({ rule }: FindingDraft): string {
  return rule.product === 'jira'
    ? 'Jira settings > System > Global automation'
    : 'Confluence administration > Automation';
}
