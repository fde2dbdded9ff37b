import type { RuleRef } from '../report/report';
import { urlPart } from '../report/url-part';

/** The rule in the product's own automation settings; null where the site is not known. */
export function ruleUrl(host: string | null, { product, uuid }: Pick<RuleRef, 'product' | 'uuid'>): string | null {
  if (host === null) {
    return null;
  }
  const id = urlPart(uuid);
  return product === 'confluence'
    ? `https://${host}/wiki/admin/automation#/rule/${id}`
    : `https://${host}/jira/settings/automation#/rule/${id}`;
}
